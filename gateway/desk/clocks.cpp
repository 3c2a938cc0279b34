#include "gateway/desk/clocks.hpp"

#include "gateway/desk/service_level.hpp"

#include <algorithm>
#include <utility>

namespace desk {
namespace {

using base::Instant;
using std::chrono::minutes;

static_assert(std::to_underlying(flows::Severity::critical) == std::to_underlying(store::Severity::critical));

// At the end of the ladder everybody has been told; then those on duty are, so often.
constexpr minutes again_after{15};

// Whoever rings her has to find a quiet room first.
constexpr minutes before_a_call{15};

std::string on(std::string_view what, Instant due) {
  return std::string(what) + " " + std::to_string(due.time_since_epoch().count());
}

class Planner {
 public:
  Planner(store::Case const& record, store::CaseClock const& clock, Directory const& directory, Instant now)
      : record_(record),
        clock_(clock),
        directory_(directory),
        queue_(directory.find_queue(record.queue)),
        severity_(static_cast<flows::Severity>(std::to_underlying(record.severity))),
        level_(directory.service_levels.at(std::to_underlying(severity_))),
        now_(now) {
    plan_.due = record.due;
  }

  ClockPlan run() {
    if (queue_ == nullptr) return std::move(plan_);  // a queue that the directory lost; `check --live` says so
    move_after_pause();
    set_promises();
    bool const stands = clock_.paused && !clock_.resumed;
    if (stands) {
      plan_.told = clock_.told;
      return std::move(plan_);
    }
    if (claim_is_over()) return std::move(plan_);
    arrive();
    run(Promise::eyes, plan_.due.eyes, waits_since());
    // While nobody has it the first look speaks for the first words, and these for the next.
    if (!record_.holder.empty()) run(Promise::contact, plan_.due.contact, clock_.started);
    if (clock_.answered) run(Promise::update, plan_.due.update, *clock_.answered);
    run(Promise::call, plan_.due.call, clock_.started);
    return std::move(plan_);
  }

 private:
  // As much time of the kind that counts is left as there was when she began to be waited for.
  void move_after_pause() {
    if (!clock_.paused || !clock_.resumed) return;
    for (std::optional<Instant>* const due :
         {&plan_.due.eyes, &plan_.due.contact, &plan_.due.update, &plan_.due.call}) {
      if (*due && **due > *clock_.paused) *due = moved(**due);
    }
  }

  [[nodiscard]] std::optional<Instant> moved(Instant due) const {
    bool const any_time = severity_ == flows::Severity::critical || is_awake_by_night();
    if (any_time) return due + (*clock_.resumed - *clock_.paused);
    return after_open_minutes(queue_->hours, *clock_.resumed, open_minutes(queue_->hours, *clock_.paused, due));
  }
  [[nodiscard]] bool is_awake_by_night() const { return queue_->on_call && severity_ >= *queue_->on_call; }

  // A promise that was kept ends; one that nobody gave a time, as after opening again or a claim that ended, gets its
  // own.
  void set_promises() {
    Due const fresh = due_times(*queue_, directory_.service_levels, severity_, promised_minutes(*queue_, severity_, {}),
                                waits_since());
    if (!record_.holder.empty()) {
      plan_.due.eyes.reset();
    } else if (!plan_.due.eyes) {
      plan_.due.eyes = fresh.eyes;
    }
    if (clock_.contacted) {
      plan_.due.contact.reset();
    } else if (!plan_.due.contact) {
      plan_.due.contact = fresh.contact;
    }
    if (clock_.answered && !clock_.paused) {
      plan_.due.update = next_update(*queue_, level_, *clock_.answered);
    } else if (!plan_.due.update) {
      plan_.due.update = fresh.update;
    }
  }

  // Since when nobody has it, or its promise runs.
  [[nodiscard]] Instant waits_since() const {
    return std::max(clock_.started, clock_.holder_since.value_or(clock_.started));
  }

  [[nodiscard]] bool claim_is_over() {
    if (record_.holder.empty() || !clock_.holder_since || clock_.acted || level_.claim == 0) return false;
    Instant const ends = *clock_.holder_since + minutes{level_.claim};
    if (ends > now_) {
      wake(ends);
      return false;
    }
    plan_.claim_ends = true;
    plan_.told = clock_.told;
    return true;
  }

  // Whoever is on duty hears at once of what cannot wait; the rest is seen in the queue.
  void arrive() {
    if (severity_ < flows::Severity::high || !record_.holder.empty()) return;
    Instant at = waits_since();  // back in its queue, it is new once more
    if (severity_ == flows::Severity::high && !is_awake_by_night()) at = next_opening(queue_->hours, at).value_or(at);
    // Those of another queue, to which it moved, have not heard of it yet.
    std::string event = on("arrived " + record_.queue, at);
    tell(at, {.what = Alarm::What::arrived, .promise = {}, .who = "queue", .event = std::move(event)});
  }

  void run(Promise promise, std::optional<Instant> const& due, Instant began) {
    if (!due) return;
    std::string const event = on(name(promise), *due);
    std::string const whose = record_.holder.empty() ? "queue" : "holder";
    tell_before(remind_at(promise, began, *due), *due,
                {.what = Alarm::What::reminder, .promise = promise, .who = whose, .event = event + " soon"});
    std::optional<Instant> start;  // of the ladder, as if the promise had begun then
    Instant last = *due;
    for (LadderStep const& step : directory_.ladder) {
      if (step.severity != severity_) continue;
      if (!start) start = std::max(*due - minutes{step.minutes}, began);
      last = *start + minutes{step.minutes};
      tell(last, {.what = Alarm::What::missed, .promise = promise, .who = step.who, .event = event});
    }
    if (promise == Promise::eyes && severity_ == flows::Severity::critical) go_on(last, event);
  }

  // Critical alarms until somebody has it.
  void go_on(Instant since, std::string const& event) {
    std::int64_t const round = now_ < since ? 0 : (now_ - since) / again_after;
    if (round > 0) {
      tell(since + round * again_after, {.what = Alarm::What::missed,
                                         .promise = Promise::eyes,
                                         .who = "queue",
                                         .event = event + " again " + std::to_string(round)});
    }
    wake(since + (round + 1) * again_after);
  }

  // When three quarters of the time have passed; not while the queue sleeps.
  [[nodiscard]] Instant remind_at(Promise promise, Instant began, Instant due) const {
    if (promise == Promise::call) return std::max(began, due - before_a_call);
    Instant const at = began + (due - began) * 3 / 4;
    if (is_awake(*queue_, severity_, at) || severity_ == flows::Severity::critical) return at;
    return next_opening(queue_->hours, at).value_or(at);
  }

  void tell_before(Instant at, Instant due, Alarm alarm) {
    if (at < due && now_ < due) tell(at, std::move(alarm));  // later it is of no use
  }

  void tell(Instant at, Alarm alarm) {
    std::string const mark = alarm.event + " " + alarm.who;
    // Also where the clock was set back since: what was said is said.
    bool const is_told = std::ranges::find(clock_.told, mark) != clock_.told.end();
    if (!is_told && at > now_) {
      wake(at);
      return;
    }
    plan_.told.push_back(mark);
    if (!is_told) plan_.alarms.push_back(std::move(alarm));
  }

  void wake(Instant at) { plan_.wakes = plan_.wakes ? std::min(*plan_.wakes, at) : at; }

  store::Case const& record_;
  store::CaseClock const& clock_;
  Directory const& directory_;
  Queue const* queue_;
  flows::Severity severity_;
  ServiceLevel const& level_;
  Instant now_;
  ClockPlan plan_;
};

}  // namespace

std::string_view name(Promise promise) { return promise_words.at(std::to_underlying(promise)); }

ClockPlan plan_clocks(store::Case const& record, store::CaseClock const& clock, Directory const& directory,
                      Instant now) {
  return Planner{record, clock, directory, now}.run();
}

}  // namespace desk
