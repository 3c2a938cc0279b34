// Acts on timers when they are due. Each is taken in the unit of work that acts on it, so a crash in between only makes
// it due again. Threads: loop thread only.
#pragma once

#include "gateway/base/tasks.hpp"
#include "gateway/line/case_clocks.hpp"
#include "gateway/line/follow_ups.hpp"
#include "gateway/line/intake.hpp"
#include "gateway/line/joining.hpp"
#include "gateway/line/journal_watch.hpp"
#include "gateway/line/night_watch.hpp"
#include "gateway/line/retention.hpp"
#include "gateway/line/voice/cut_calls.hpp"

namespace line {

class Timers {
 public:
  Timers(boost::asio::any_io_executor const& loop, store::Store& store, base::Clock& clock, Intake& intake,
         FollowUps& follow_ups, CutCalls& cut_calls, Joining& joining, CaseClocks& case_clocks, NightWatch& night_watch,
         Retention& retention, JournalWatch& journal_watch, base::Log& log, base::Metrics& metrics)
      : store_(store),
        clock_(clock),
        intake_(intake),
        follow_ups_(follow_ups),
        cut_calls_(cut_calls),
        joining_(joining),
        case_clocks_(case_clocks),
        night_watch_(night_watch),
        retention_(retention),
        journal_watch_(journal_watch),
        log_(log),
        metrics_(metrics),
        wakeup_(loop, clock),
        acting_(loop, log) {}

  // A timer was set.
  void wake() { wakeup_.notify(); }
  // Until cancelled.
  [[nodiscard]] base::Task<void> run();

 private:
  [[nodiscard]] base::Task<void> round();
  // Where the store fails the timer stays due.
  [[nodiscard]] base::Task<void> act(store::Timer timer);
  // By its kind. False: there is nothing to act on any more.
  [[nodiscard]] base::Task<base::Result<bool>> act_on(store::Timer timer);

  store::Store& store_;
  base::Clock& clock_;
  Intake& intake_;
  FollowUps& follow_ups_;
  CutCalls& cut_calls_;
  Joining& joining_;
  CaseClocks& case_clocks_;
  NightWatch& night_watch_;
  Retention& retention_;
  JournalWatch& journal_watch_;
  base::Log& log_;
  base::Metrics& metrics_;
  base::Wakeup wakeup_;
  base::TaskGroup acting_;
  bool failed_ = false;  // in this round
};

}  // namespace line
