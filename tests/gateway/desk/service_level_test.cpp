#include "gateway/desk/service_level.hpp"

#include "tests/gateway/desk/shipped.hpp"

namespace {

using namespace std::chrono_literals;
using flows::Severity;
using std::chrono::sys_days;

// 2026-11-27 is a Friday; Kathmandu is 5:45 ahead.
constexpr sys_days friday = 2026y / 11 / 27;
constexpr sys_days sunday = 2026y / 11 / 29;
base::Instant nepal(sys_days day, std::chrono::minutes of_day) { return day + of_day - 5h - 45min; }

TEST_CASE("critical is looked at within 5 minutes and answered within 15, at any hour") {
  desk::Directory const directory = shipped::directory();
  base::Instant const night = nepal(friday, 23h);
  for (auto const& [code, queue] : directory.queues) {
    INFO(code);
    int const promised = desk::promised_minutes(queue, Severity::critical, {});
    desk::Due const due = desk::due_times(queue, directory.service_levels, Severity::critical, promised, night);
    CHECK(due.eyes == night + 5min);
    CHECK(due.contact == night + 15min);
    CHECK(due.update == night + 2h);
    CHECK_FALSE(due.call.has_value());
  }
}

TEST_CASE("below critical the clock stands while the queue is closed") {
  desk::Directory const directory = shipped::directory();
  desk::Queue const& legal = directory.queues.at("legal");
  desk::Due const high = desk::due_times(legal, directory.service_levels, Severity::high, 60, nepal(friday, 17h));
  CHECK(high.eyes == nepal(sunday, 11h));
  CHECK(high.contact == nepal(sunday, 11h));
  CHECK(high.update == nepal(friday, 17h) + 24h);
  desk::Due const medium = desk::due_times(legal, directory.service_levels, Severity::medium, 420, nepal(friday, 16h));
  CHECK(medium.eyes == nepal(sunday, 16h));
  CHECK(medium.contact == nepal(sunday, 16h));
  CHECK(medium.update == nepal(sunday + std::chrono::days{2}, 17h));
  desk::Due const low = desk::due_times(legal, directory.service_levels, Severity::low, 840, nepal(friday, 16h));
  CHECK(low.eyes == nepal(sunday + std::chrono::days{1}, 16h));
  CHECK_FALSE(low.contact.has_value());
  CHECK_FALSE(low.update.has_value());
}

TEST_CASE("somebody on call for high does not wait for the morning") {
  desk::Directory const directory = shipped::directory();
  base::Instant const night = nepal(friday, 23h);
  CHECK(desk::due_times(directory.queues.at("welfare"), directory.service_levels, Severity::high, 60, night).eyes ==
        night + 60min);
  CHECK(
      desk::due_times(directory.queues.at("outreach"), directory.service_levels, Severity::high, 240, night).contact ==
      nepal(sunday, 11h));
  CHECK(
      desk::due_times(directory.queues.at("welfare"), directory.service_levels, Severity::medium, 60, night).contact ==
      nepal(sunday, 11h));
}

TEST_CASE("a shorter promise of the row holds, a longer one does not") {
  desk::Directory const directory = shipped::directory();
  desk::Queue const& outreach = directory.queues.at("outreach");
  CHECK(desk::promised_minutes(outreach, Severity::high, {}) == 240);
  CHECK(desk::promised_minutes(outreach, Severity::high, 60) == 60);
  CHECK(desk::promised_minutes(outreach, Severity::critical, 60) == 15);
}

}  // namespace
