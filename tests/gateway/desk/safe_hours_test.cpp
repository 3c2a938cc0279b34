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

TEST_CASE("An hour that she named comes on her clock, today or tomorrow, and what is no hour never comes") {
  struct Named {
    std::string_view country;
    std::string_view hour;
    std::chrono::minutes now;
    std::chrono::minutes at;
  };
  Named const rows[] = {{"QA", "2100", 10h, 18h},
                        {"QA", "2100", 18h, 42h},
                        {"NP", "0930", 1h, 3h + 45min},
                        {"QA", "930", 1h, 6h + 30min}};
  desk::Countries const countries = shipped::directory().countries;
  for (Named const& row : rows) {
    CAPTURE(row.country, row.hour);
    CHECK(desk::next_at(countries, row.country, row.hour, day + row.now) == base::Instant{day + row.at});
  }
  for (std::string_view const no_hour : {"soon", "", "2500", "1299", "21000", "-100"})
    CHECK_FALSE(desk::next_at(countries, "QA", no_hour, day).has_value());
}

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
