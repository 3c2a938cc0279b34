// What people at the desk do with a case. Every look and act is in the journal under the name of who did it; an act on
// a case that changed meanwhile is a conflict and changes nothing. The acts themselves are plain functions
// (ownership.hpp, case_states.hpp, closing.hpp, joined_cases.hpp, notes.hpp, known_facts.hpp, attachments.hpp,
// stranger.hpp, handover.hpp); this runs them. Looks are in
// case_views.cpp. Threads: loop thread only.
//
//   Act act = desk::claim();
//   auto const changed = co_await cases.act(actor, ref, seen, std::move(act));
#pragma once

#include "gateway/base/task.hpp"
#include "gateway/desk/actor.hpp"
#include "gateway/desk/case_file.hpp"
#include "gateway/desk/case_work.hpp"
#include "gateway/desk/handover.hpp"
#include "gateway/desk/looks.hpp"
#include "gateway/desk/ownership.hpp"
#include "gateway/store/case_list.hpp"
#include "gateway/store/journal.hpp"
#include "gateway/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace desk {

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
  // The same with what was said and what people wrote beside it, oldest first.
  [[nodiscard]] base::Task<base::Result<std::vector<Happened>>> story(Actor actor, std::string ref);
  [[nodiscard]] base::Task<base::Result<store::Attachment>> attachment(Actor actor, store::AttachmentId id);

  // `seen` is the version that the actor saw; nothing: whatever it is now.
  [[nodiscard]] base::Task<base::Result<store::Case>> act(Actor actor, std::string ref,
                                                          std::optional<std::int64_t> seen, Act act);
  // A text to her, through the outbox.
  [[nodiscard]] base::Task<base::Result<store::MessageId>> answer(Actor actor, std::string ref,
                                                                  std::optional<std::int64_t> seen, Answer answer);

 private:
  store::Store& store_;
  Looks looks_;
};

}  // namespace desk
