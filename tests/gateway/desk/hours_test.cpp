#include "gateway/desk/hours.hpp"

#include "tests/support/catch.hpp"

#include <string>

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

base::Zone zone(std::string_view name) {
  std::expected<base::Zone, base::UnknownZone> const found = base::find_zone(name);
  REQUIRE(found.has_value());
  return *found;
}

// Sunday to Friday, 10 to 17 in Kathmandu, which is 5:45 ahead.
desk::Hours office() {
  return {
      .zone = zone("Asia/Kathmandu"), .days = 0b0011'1111, .stretches = {{.from = 10h, .until = 17h}}, .closed_on = {}};
}

// 2026-11-23 is a Monday.
constexpr sys_days monday = 2026y / 11 / 23;
base::Instant nepal(sys_days day, std::chrono::minutes of_day) { return day + of_day - 5h - 45min; }

TEST_CASE("a queue is open from its first minute to before its last, on its days, by its own clock") {
  desk::Hours const hours = office();
  CHECK_FALSE(desk::is_open(hours, nepal(monday, 9h + 59min)));
  CHECK(desk::is_open(hours, nepal(monday, 10h)));
  CHECK(desk::is_open(hours, nepal(monday, 16h + 59min)));
  CHECK_FALSE(desk::is_open(hours, nepal(monday, 17h)));
  CHECK(desk::is_open(hours, nepal(monday + std::chrono::days{4}, 12h)));        // Friday
  CHECK_FALSE(desk::is_open(hours, nepal(monday + std::chrono::days{5}, 12h)));  // Saturday
  CHECK(desk::is_open(hours, nepal(monday + std::chrono::days{6}, 12h)));        // Sunday
}

TEST_CASE("the next opening is now, later today, or after the days off") {
  desk::Hours hours = office();
  sys_days const friday = monday + std::chrono::days{4};
  sys_days const sunday = monday + std::chrono::days{6};
  CHECK(desk::next_opening(hours, nepal(monday, 11h)) == nepal(monday, 11h));
  CHECK(desk::next_opening(hours, nepal(monday, 1h)) == nepal(monday, 10h));
  CHECK(desk::next_opening(hours, nepal(friday, 17h)) == nepal(sunday, 10h));
  hours.closed_on.days = {sunday, sunday + std::chrono::days{1}};
  CHECK(desk::next_opening(hours, nepal(friday, 17h)) == nepal(sunday + std::chrono::days{2}, 10h));
}

TEST_CASE("a night shift is open over midnight") {
  desk::Hours const night{.zone = zone("Asia/Kathmandu"),
                          .days = 0x7F,
                          .stretches = {{.from = 0h, .until = 6h}, {.from = 22h, .until = 24h}},
                          .closed_on = {}};
  CHECK(desk::is_open(night, nepal(monday, 23h + 59min)));
  CHECK(desk::is_open(night, nepal(monday + std::chrono::days{1}, 0h)));
  CHECK_FALSE(desk::is_open(night, nepal(monday, 6h)));
  CHECK(desk::after_open_minutes(night, nepal(monday, 23h), 120min) == nepal(monday + std::chrono::days{1}, 1h));
}

TEST_CASE("working time runs only while the queue is open") {
  desk::Hours const hours = office();
  sys_days const friday = monday + std::chrono::days{4};
  sys_days const sunday = monday + std::chrono::days{6};
  CHECK(desk::after_open_minutes(hours, nepal(monday, 11h), 60min) == nepal(monday, 12h));
  CHECK(desk::after_open_minutes(hours, nepal(monday, 5h), 60min) == nepal(monday, 11h));
  CHECK(desk::after_open_minutes(hours, nepal(monday, 16h), 60min) == nepal(monday, 17h));
  CHECK(desk::after_open_minutes(hours, nepal(friday, 16h + 30min), 60min) == nepal(sunday, 10h + 30min));
  CHECK(desk::after_open_minutes(hours, nepal(monday, 12h), 420min) == nepal(monday + std::chrono::days{1}, 12h));
}

TEST_CASE("three working days end with the third working day") {
  desk::Hours const hours = office();
  sys_days const thursday = monday + std::chrono::days{3};
  CHECK(desk::after_open_days(hours, nepal(monday, 11h), 3) == nepal(thursday, 17h));
  CHECK(desk::after_open_days(hours, nepal(thursday, 11h), 3) == nepal(monday + std::chrono::days{7}, 17h));
}

TEST_CASE("a queue that is always open runs by the plain clock, one without days never opens") {
  desk::Hours const always{.zone = {}, .always = true, .stretches = {}, .closed_on = {}};
  base::Instant const now = monday + 3h;
  CHECK(desk::is_open(always, now));
  CHECK(desk::after_open_minutes(always, now, 5min) == now + 5min);
  CHECK(desk::after_open_days(always, now, 3) == now + std::chrono::days{3});
  desk::Hours const never{.zone = {}, .stretches = {}, .closed_on = {}};
  CHECK_FALSE(desk::is_open(never, now));
  CHECK_FALSE(desk::next_opening(never, now).has_value());
  CHECK_FALSE(desk::after_open_minutes(never, now, 5min).has_value());
  CHECK_FALSE(desk::after_open_days(never, now, 1).has_value());
}

}  // namespace
