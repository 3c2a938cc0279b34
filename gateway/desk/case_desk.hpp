// What people at the desk do with a case: list, look, claim, answer, close. Every look and act is in the journal under
// the name of who did it; an act on a case that changed meanwhile is a conflict and changes nothing. Looks are in
// case_views.cpp, acts in case_desk.cpp. Threads: loop thread only.
#pragma once

#include "gateway/base/task.hpp"
#include "gateway/desk/actor.hpp"
#include "gateway/desk/looks.hpp"
#include "gateway/store/case_list.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/journal.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace desk {

// A line of a case's thread.
struct ThreadLine {
  store::Message message;
  std::optional<store::OutboundState> delivery;  // of what we wrote
  std::string why;                               // of that state, for people
  int parts = 0;                                 // SMS parts of what we wrote; 0: it is no SMS of ours
};

// What whoever writes or rings has to mind, before she does.
struct ContactCard {
  store::Rules rules;
  std::string_view why_no_text;             // empty: one may write; else a sentence
  std::optional<base::Instant> last_heard;  // when she last wrote or rang
};

struct CaseView {
  store::Case record;
  ContactCard contact;
  base::PrivateText address;       // whole for the holder, else masked; empty: hidden or erased
  std::vector<ThreadLine> thread;  // oldest first
};

inline constexpr int cases_a_page_max = 200;

struct QueueCounts {
  std::vector<store::QueueCount> queues;
  std::int64_t mine = 0;  // open cases that she holds
};

// How a case stands when an act on it was refused because it changed: what a person needs to decide anew.
struct Standing {
  store::Case record;                        // without what is sealed
  std::vector<store::JournalEntry> changes;  // since the version that she saw, oldest first; looks are left out
};

// "+974••••101": enough to tell two apart, not enough to ring.
[[nodiscard]] std::string masked(std::string_view number);

class CaseDesk {
 public:
  explicit CaseDesk(store::Store& store) : store_(store), looks_(store) {}

  // A page, in the order of case_list.hpp; without her words, and shown also while nothing can be written.
  [[nodiscard]] base::Task<base::Result<store::CasePage>> list(Actor actor, store::CaseQuery query = {},
                                                               std::optional<store::CasePlace> after = {},
                                                               int limit = 50);
  // How many there are; no look at any of them.
  [[nodiscard]] base::Task<base::Result<QueueCounts>> counts(Actor actor);
  // What she is told with a refusal; no further look. Nothing: she may not see it.
  [[nodiscard]] base::Task<std::optional<Standing>> standing(Actor actor, std::string ref,
                                                             std::optional<std::int64_t> seen);
  // Who did what with it, newest first, before this entry (0: from the newest); looks are left out.
  [[nodiscard]] base::Task<base::Result<std::vector<store::JournalEntry>>> timeline(Actor actor, std::string ref,
                                                                                    std::int64_t before, int limit);
  [[nodiscard]] base::Task<base::Result<CaseView>> show(Actor actor, std::string ref);

  // `expected` is the version that the actor saw; nothing: whatever it is now.
  [[nodiscard]] base::Task<base::Result<store::Case>> claim(Actor actor, std::string ref,
                                                            std::optional<std::int64_t> expected);
  [[nodiscard]] base::Task<base::Result<store::Case>> release(Actor actor, std::string ref,
                                                              std::optional<std::int64_t> expected);
  [[nodiscard]] base::Task<base::Result<store::Case>> close(Actor actor, std::string ref,
                                                            std::optional<std::int64_t> expected, std::string outcome);
  // A text to her, through the outbox, from the number she last wrote to. Only the holder may write, and never to
  // somebody who said that it is not safe, who opted out, or who wants no contact.
  [[nodiscard]] base::Task<base::Result<store::MessageId>> answer(Actor actor, std::string ref, std::string text);

 private:
  store::Store& store_;
  Looks looks_;
};

}  // namespace desk
