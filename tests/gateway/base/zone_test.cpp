#include "gateway/base/zone.hpp"

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

TEST_CASE("a zone's old and new name are one zone") {
  CHECK(zone("Asia/Kathmandu") == zone("Asia/Katmandu"));
  CHECK(zone("Asia/Kolkata") == zone("Asia/Calcutta"));
  CHECK_FALSE(zone("Asia/Kathmandu") == zone("Asia/Kolkata"));
  CHECK(zone("Asia/Katmandu").written() == "Asia/Katmandu");
}

TEST_CASE("what is no zone is refused, with the zone that was meant") {
  struct Case {
    std::string written;
    std::string meant;
  };
  for (Case const& one : {Case{"Asia/Katmando", "Asia/Kathmandu"}, Case{"asia/kathmandu", "Asia/Kathmandu"},
                          Case{"UTC+3", "Asia/Riyadh"}, Case{"NPT", "Asia/Kathmandu"}, Case{"+05:45", "Asia/Kathmandu"},
                          Case{"GMT+0545", "Asia/Kathmandu"}, Case{"Asia/Dubay", "Asia/Dubai"},
                          Case{"IST", "Asia/Kolkata"}, Case{"", ""}, Case{"the moon", ""}, Case{"UTC+99:99:99", ""}}) {
    INFO("written [" << one.written << "]");
    std::expected<base::Zone, base::UnknownZone> const found = base::find_zone(one.written);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().suggestion == one.meant);
  }
}

TEST_CASE("the clock on the wall, and back") {
  struct Case {
    std::string zone;
    sys_days date;
    std::chrono::minutes of_day;
    base::Instant instant;
  };
  sys_days const november = 2026y / 11 / 23;
  sys_days const july = 2026y / 7 / 1;
  for (Case const& one :
       {Case{"Asia/Kathmandu", november, 10h, november + 4h + 15min},
        Case{"Asia/Kathmandu", november, 2h, november - 3h - 45min}, Case{"Asia/Qatar", november, 10h, november + 7h},
        Case{"Asia/Tehran", november, 10h, november + 6h + 30min}, Case{"Asia/Nicosia", november, 10h, november + 8h},
        Case{"Asia/Nicosia", july, 10h, july + 7h}}) {
    INFO(one.zone);
    base::WallTime const wall = base::wall_time(one.instant, zone(one.zone));
    CHECK(sys_days{wall.date} == one.date);
    CHECK(wall.of_day == one.of_day);
    CHECK(base::instant_of({.date = one.date, .of_day = one.of_day}, zone(one.zone)) == one.instant);
  }
}

TEST_CASE("an hour that does not exist and one that comes twice have an instant each") {
  base::Zone const berlin = zone("Europe/Berlin");
  sys_days const spring = 2026y / 3 / 29;
  sys_days const autumn = 2026y / 10 / 25;
  CHECK(base::instant_of({.date = spring, .of_day = 2h + 30min}, berlin) == spring + 1h + 30min);
  CHECK(base::instant_of({.date = autumn, .of_day = 2h + 30min}, berlin) == autumn + 30min);
  CHECK(base::instant_of({.date = autumn, .of_day = 24h}, berlin) == autumn + 23h);
}

TEST_CASE("an instant before 1970 has a wall time of the same day") {
  base::WallTime const wall = base::wall_time(base::Instant{-1ms}, zone("UTC"));
  CHECK(sys_days{wall.date} == sys_days{1969y / 12 / 31});
  CHECK(wall.of_day == 23h + 59min);
}

}  // namespace
