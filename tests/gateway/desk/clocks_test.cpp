#include "gateway/desk/clocks.hpp"

#include "tests/gateway/desk/shipped.hpp"

#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using store::CaseState;
using store::Severity;

// 2026-11-27 is a Friday; Kathmandu is 5:45 ahead.
constexpr sys_days friday = 2026y / 11 / 27;
base::Instant nepal(sys_days day, std::chrono::minutes of_day) { return day + of_day - 5h - 45min; }
base::Instant const night = nepal(friday, 23h);

// A case that lives by its clocks alone: what is told, and when.
struct OnClock {
  desk::Directory directory = shipped::directory();
  store::Case record{};
  store::CaseClock clock{};
  base::Instant now{};
  std::vector<std::string> heard{};

  OnClock(std::string queue, Severity severity, base::Instant opened) : now(opened) {
    record.queue = std::move(queue);
    record.severity = severity;
    record.opened = opened;
    clock.severity = severity;
    clock.started = opened;
  }

  desk::ClockPlan look() {
    desk::ClockPlan plan = desk::plan_clocks(record, clock, directory, now);
    for (desk::Alarm const& alarm : plan.alarms) {
      auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(now - record.opened).count();
      std::string what = alarm.what == desk::Alarm::What::arrived ? "arrived" : std::string(name(*alarm.promise));
      if (alarm.what == desk::Alarm::What::reminder) what += " soon";
      heard.push_back(std::to_string(minutes) + " " + what + " -> " + alarm.who);
    }
    record.due = plan.due;
    clock.told = plan.told;
    return plan;
  }

  // Wakes as the timer does, until nothing more is due by then.
  void live_until(base::Instant end) {
    for (;;) {
      desk::ClockPlan const plan = look();
      if (!plan.wakes || *plan.wakes > end) break;
      REQUIRE(*plan.wakes > now);
      now = *plan.wakes;
    }
    now = end;
  }

  void claim(std::string who) {
    record.holder = who;
    clock.holder = std::move(who);
    clock.holder_since = now;
    record.state = CaseState::claimed;
  }
};

using Heard = std::vector<std::string>;

TEST_CASE("a critical case at night climbs the ladder until somebody has it") {
  OnClock on{"crisis", Severity::critical, night};
  on.live_until(night + 14min);
  CHECK(on.heard == Heard{"0 arrived -> queue", "3 eyes soon -> queue", "5 eyes -> lead", "10 eyes -> duty_phone"});
  on.live_until(night + 45min);
  CHECK(Heard(on.heard.begin() + 4, on.heard.end()) ==
        Heard{"15 eyes -> chair", "30 eyes -> queue", "45 eyes -> queue"});
}

TEST_CASE("a claim ends the first look and leaves the first words") {
  OnClock on{"crisis", Severity::critical, night};
  on.live_until(night + 2min);
  on.claim("asha");
  on.clock.acted = on.now;
  on.live_until(night + 20min);
  CHECK(on.heard ==
        Heard{"0 arrived -> queue", "11 contact soon -> holder", "15 contact -> lead", "20 contact -> duty_phone"});
}

TEST_CASE("a claim without an act ends after 10 minutes, for high after 30, and then the first look begins anew") {
  OnClock on{"crisis", Severity::critical, night};
  on.claim("asha");
  CHECK(on.look().wakes == night + 10min);
  on.now = night + 10min;
  CHECK(on.look().claim_ends);
  on.record.holder.clear();
  on.clock.holder.clear();
  on.clock.holder_since = on.now;
  CHECK(on.look().due.eyes == on.now + 5min);
  CHECK(on.heard.back() == "10 arrived -> queue");

  OnClock high{"crisis", Severity::high, night};
  high.claim("asha");
  high.now = night + 29min;
  CHECK_FALSE(high.look().claim_ends);
  high.now = night + 30min;
  CHECK(high.look().claim_ends);
  high.clock.acted = night + 29min;
  CHECK_FALSE(high.look().claim_ends);
}

TEST_CASE("words to her keep the promise and begin the next") {
  OnClock on{"crisis", Severity::critical, night};
  on.claim("asha");
  on.clock.acted = on.clock.contacted = on.clock.answered = night + 4min;
  on.now = night + 4min;
  desk::ClockPlan const plan = on.look();
  CHECK_FALSE(plan.due.contact.has_value());
  CHECK(plan.due.update == night + 4min + 2h);
  on.live_until(night + 130min);
  CHECK(on.heard == Heard{"94 update soon -> holder", "124 update -> lead", "129 update -> duty_phone"});
  on.clock.answered = on.now;
  CHECK(on.look().due.update == on.now + 2h);
}

TEST_CASE("while she is waited for all clocks stand, and go on afterwards where they stood") {
  OnClock on{"crisis", Severity::critical, night};
  on.claim("asha");
  on.clock.acted = night;
  on.live_until(night + 5min);
  on.clock.paused = on.now;
  CHECK_FALSE(on.look().wakes.has_value());
  on.now += 3h;
  CHECK(on.look().alarms.empty());
  on.clock.resumed = on.now;
  CHECK(on.look().due.contact == on.now + 10min);
}

TEST_CASE("below critical a case waits for the morning, and nobody is woken for it") {
  OnClock on{"legal", Severity::high, nepal(friday, 18h)};
  on.live_until(nepal(friday + std::chrono::days{2}, 10h + 59min));
  // Legal aid opens on Sunday at 10, and has an hour then.
  CHECK(on.record.due.eyes == nepal(friday + std::chrono::days{2}, 11h));
  CHECK(on.heard == Heard{"2400 arrived -> queue", "2400 eyes soon -> queue"});
}

TEST_CASE("a clock that is set back tells nobody twice") {
  OnClock on{"crisis", Severity::critical, night};
  on.live_until(night + 6min);
  std::size_t const told = on.heard.size();
  on.now = night - 1h;
  (void)on.look();
  on.now = night + 6min;
  (void)on.look();
  CHECK(on.heard.size() == told);
}

TEST_CASE("of a promised call the holder is reminded a quarter of an hour before") {
  OnClock on{"crisis", Severity::high, night};
  on.record.due.call = night + 10h;
  on.claim("asha");
  on.clock.acted = on.clock.contacted = night;
  on.live_until(night + 10h + 1min);
  CHECK(on.heard == Heard{"585 call soon -> holder", "600 call -> lead"});
}

TEST_CASE("a case that was opened again gets new times") {
  OnClock on{"legal", Severity::high, nepal(friday, 11h)};
  CHECK_FALSE(on.record.due.contact.has_value());
  CHECK(on.look().due.contact == nepal(friday, 12h));
}

}  // namespace
