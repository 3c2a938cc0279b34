#include "gateway/desk/safe_hours.hpp"

#include "tests/gateway/desk/shipped.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days day{std::chrono::year{2026} / 11 / 23};

struct Row {
  char const* country;
  std::chrono::minutes now;   // UTC, of that day
  std::chrono::minutes safe;  // when it is safe
};

}  // namespace

TEST_CASE(
    "A text may arrive from seven to ten at night on her clock, and where it may be one of several, on all of them") {
  Row const rows[] = {
      {"QA", 10h, 10h},
      {"QA", 18h + 59min, 18h + 59min},
      {"QA", 19h, 28h},                // 22:00 there, until 07:00
      {"NP", 1h + 14min, 1h + 15min},  // +05:45
      {"MY", 14h, 23h},                // 22:00 there
      {"US", 3h + 30min, 17h},         // from 07:00 in Honolulu; New York is at noon then
      {"", 20h, 28h},                  // unknown: safe in the Gulf and in Malaysia
      {"XX", 15h, 28h},
  };
  desk::Countries const countries = shipped::directory().countries;
  for (Row const& row : rows) {
    CAPTURE(row.country, row.now.count());
    CHECK(desk::next_safe_time(countries, row.country, day + row.now) == base::Instant{day + row.safe});
  }
}
