#include "gateway/desk/shift_words.hpp"

#include "tests/support/catch.hpp"

#include <vector>

namespace {

using namespace std::chrono_literals;
using desk::ShiftWords;

TEST_CASE("a shift is read as people write it, and written so again") {
  auto const shift =
      desk::parse_shift({.post = "crisis", .days = "fri,sat", .times = "22:00-06:00", .first = "2026-12-01"});
  REQUIRE(shift);
  CHECK(shift->from == 22h);
  CHECK(shift->until == 6h);
  CHECK(desk::days_in_words(shift->days) == "fri,sat");
  CHECK(desk::times_in_words(*shift) == "22:00-06:00");
  CHECK(desk::days_in_words(desk::parse_shift({.days = "daily", .times = "00:00-24:00"})->days) == "daily");
}

TEST_CASE("a shift that cannot be says which word is wrong") {
  struct Row {
    ShiftWords words;
    std::string field;
  };
  for (Row const& row : std::vector<Row>{
           {{.days = "fry", .times = "08:00-14:00"}, "days: "},
           {{.days = "", .times = "08:00-14:00"}, "days: "},
           {{.days = "fri", .times = "8-14"}, "times: "},
           {{.days = "fri", .times = "24:00-06:00"}, "times: "},
           {{.days = "fri", .times = "08:00"}, "times: "},
           {{.days = "fri", .times = "08:00-14:00", .first = "1 May"}, "first: "},
           {{.days = "fri", .times = "08:00-14:00", .last = "2026-13-01"}, "last: "},
           {{.days = "fri", .times = "08:00-14:00", .first = "2026-12-02", .last = "2026-12-01"}, "last: "}}) {
    auto const shift = desk::parse_shift(row.words);
    REQUIRE_FALSE(shift);
    CHECK(shift.error().message.starts_with(row.field));
  }
}

}  // namespace
