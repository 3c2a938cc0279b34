// Flows that begin by themselves: a follow-up timer is due, her rules are read again (follow_up.hpp), and the flow's
// first words go into the outbox in the unit of work that takes the timer. Threads: loop thread only.
#pragma once

#include "gateway/line/follow_up.hpp"
#include "gateway/line/follow_up_subject.hpp"
#include "gateway/line/intake.hpp"

namespace line {

class FollowUps {
 public:
  FollowUps(IntakeParts parts, Lanes& lanes) : parts_(parts), lanes_(lanes) {}

  // True if the timer was acted on: the flow began, or comes later. False: there is nothing to act on any more.
  [[nodiscard]] base::Task<base::Result<bool>> act(store::Timer timer);

 private:
  struct Subject {
    Number from;
    store::ContactId contact;
    FollowUpFacts facts;
  };
  [[nodiscard]] base::Task<base::Result<std::optional<Subject>>> find(store::ContactId contact);
  [[nodiscard]] base::Task<base::Result<bool>> set_again(store::Timer timer, base::Instant at);

  IntakeParts parts_;
  Lanes& lanes_;
};

}  // namespace line
