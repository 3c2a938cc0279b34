// What happens after a call that was missed or cut off: its timer is due, everything is read again (cut_call.hpp), and
// the flow's first words go into the outbox in the unit of work that takes the timer. Threads: loop thread only.
#pragma once

#include "gateway/line/intake.hpp"
#include "gateway/line/voice/cut_call.hpp"
#include "gateway/store/call.hpp"

namespace line {

// The timer's subject names the call and how it ended: "17 missed_call".
void set_cut_call(store::Transaction& tx, store::CallId call, flows::CutOff const& cut_off, CallRules const& rules);

class CutCalls {
 public:
  CutCalls(IntakeParts parts, Lanes& lanes) : parts_(parts), lanes_(lanes) {}

  // True if the timer was acted on: the flow began, or comes later. False: there is nothing to act on any more.
  [[nodiscard]] base::Task<base::Result<bool>> act(store::Timer timer);

 private:
  struct Subject {
    store::Call call;
    Number from;
    CutCallFacts facts;
  };
  [[nodiscard]] base::Result<std::optional<Subject>> find(store::CallId id, flows::CutOff cut_off);
  [[nodiscard]] base::Task<base::Result<bool>> set_again(store::Timer timer, base::Instant at);
  [[nodiscard]] base::Task<base::Result<bool>> write(Subject subject, Channel const& channel, store::Timer timer);

  IntakeParts parts_;
  Lanes& lanes_;
};

}  // namespace line
