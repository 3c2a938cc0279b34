#include "gateway/line/timers.hpp"

#include "gateway/desk/handover.hpp"
#include "gateway/desk/ownership.hpp"

namespace line {

namespace {

// Of a round, all under way together, so that they share commits.
constexpr int timers_at_once_max = 256;
// While nothing is due, and after a failure of the store.
constexpr std::chrono::seconds look_again{30};
constexpr std::chrono::seconds store_pause{1};

}  // namespace

base::Task<void> Timers::run() {
  for (;;) {
    bool works = true;
    try {
      co_await round();
    } catch (std::exception const& failure) {
      if (base::is_cancelled(failure)) throw;
      log_.error("timers_round_failed", {{"why", failure.what()}});
      works = false;
    }
    if (!works) co_await wakeup_.wait_until(clock_.now() + store_pause);
  }
}

base::Task<void> Timers::round() {
  struct Due {
    std::vector<store::Timer> timers;
    std::optional<base::Instant> next;
  };
  auto const unit = [](store::Snapshot& snapshot) -> base::Result<Due> {
    return Due{store::due_timers(snapshot, timers_at_once_max), store::next_timer(snapshot)};
  };
  base::Result<Due> const due = store_.peek(unit);
  bool works = due.has_value();
  if (due) {
    failed_ = false;
    for (store::Timer const& timer : due->timers) acting_.start("timer", act(timer));
    co_await acting_.join();  // also when all ends: what is begun is finished
    works = !failed_;
  }
  base::Instant const now = clock_.now();
  if (!works) {
    co_await wakeup_.wait_until(now + store_pause);
  } else if (due->timers.empty()) {
    co_await wakeup_.wait_until(std::min(due->next.value_or(now + look_again), now + look_again));
  }
}

base::Task<base::Result<bool>> Timers::act_on(store::Timer timer) {
  switch (timer.kind) {
    case store::TimerKind::silence: {
      base::Result<bool> acted = co_await intake_.silence(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::follow_up: {
      base::Result<bool> acted = co_await follow_ups_.act(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::join_parts: {
      base::Result<bool> acted = co_await joining_.deadline(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::cut_call: {
      base::Result<bool> acted = co_await cut_calls_.act(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::service_level: {
      base::Result<bool> acted = co_await case_clocks_.act(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::roster: {
      base::Result<bool> acted = co_await night_watch_.act(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::transfer: {
      auto const unit = [&](store::Transaction& tx) { return desk::take_back_offer(tx, timer); };
      base::Result<bool> acted = co_await store_.write(unit);
      co_return acted;
    }
    case store::TimerKind::exchange: {
      auto const unit = [&](store::Transaction& tx) { return desk::end_exchange(tx, timer); };
      base::Result<bool> acted = co_await store_.write(unit);
      co_return acted;
    }
    case store::TimerKind::retention: {
      base::Result<bool> acted = co_await retention_.act(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::journal: {
      base::Result<bool> acted = co_await journal_watch_.act(std::move(timer));
      co_return acted;
    }
    case store::TimerKind::claim:
    case store::TimerKind::referral:
    case store::TimerKind::report_deadline:
    case store::TimerKind::directory_expiry: break;
  }
  log_.error("timer_unknown", {{"kind", store::name(timer.kind)}});
  co_return false;
}

base::Task<void> Timers::act(store::Timer timer) {
  base::Result<bool> const acted = co_await act_on(timer);
  if (!acted) {
    log_.error("timer_failed", acted.error());
    failed_ = true;
    co_return;
  }
  if (*acted) {
    metrics_.increment("saathi_timers_fired_total", {store::name(timer.kind)});
    co_return;
  }
  // Nothing to act on any more: it must not come round for ever.
  auto const take = [&](store::Transaction& tx) -> base::Result<bool> { return store::take_timer(tx, timer); };
  base::Result<bool> const taken = co_await store_.write(take);
  if (taken) co_return;
  log_.error("timer_not_taken", taken.error());
  failed_ = true;
}

}  // namespace line
