// What people at the desk do with a case: list, look, claim, answer, close. Every look and act is in the journal under
// the name of who did it; an act on a case that changed meanwhile is a conflict and changes nothing. Threads: loop
// thread only.
#pragma once

#include "gateway/base/task.hpp"
#include "gateway/desk/actor.hpp"
#include "gateway/store/case_record.hpp"
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
};

struct CaseView {
  store::Case record;
  base::PrivateText address;       // whole for the holder, else masked; empty: hidden or erased
  std::vector<ThreadLine> thread;  // oldest first
};

// "+974••••101": enough to tell two apart, not enough to ring.
[[nodiscard]] std::string masked(std::string_view number);

class CaseDesk {
 public:
  explicit CaseDesk(store::Store& store) : store_(store) {}

  // Open cases, the gravest first.
  [[nodiscard]] base::Task<base::Result<std::vector<store::Case>>> list(Actor actor);
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
};

}  // namespace desk
