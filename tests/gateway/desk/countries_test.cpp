#include "gateway/desk/countries.hpp"

#include "tests/support/catch.hpp"

#include <string>

namespace {

using namespace std::chrono_literals;

TEST_CASE("a date is year, month and day, and exists") {
  CHECK(desk::parse_date("2026-11-23") == std::chrono::sys_days{2026y / 11 / 23});
  CHECK(desk::parse_date("2024-02-29").has_value());
  for (std::string const wrong : {"", "2026-02-29", "2026-13-01", "2026-1-1", "23-11-2026", "2026/11/23", "2026-11-2x",
                                  "-026-11-23", "2026-11-23 "}) {
    INFO("[" << wrong << "]");
    CHECK_FALSE(desk::parse_date(wrong).has_value());
  }
}

TEST_CASE("what is dialled is the first run of digits of a cell") {
  desk::ReadCountries const read =
      desk::read_countries("countries.tsv",
                           "iso2\tcorridor\tpolice\tambulance\tverified_on\ttz_iana\tweekend_iso\n"
                           "LB\tME\t112 (ISF)\t140 (Red Cross)\t\tAsia/Beirut\t6,7\n"
                           "IN\tIN\t112 or 100\tnone\t2026-11-01\tAsia/Kolkata\t6,7\n");
  CHECK(read.findings.empty());
  CHECK(read.countries.at("LB").police == "112");
  CHECK(read.countries.at("LB").ambulance == "140");
  CHECK_FALSE(read.countries.at("LB").verified_on.has_value());
  CHECK(read.countries.at("IN").ambulance.empty());
  CHECK(read.countries.at("LB").weekend == 0b0100'0001);
  CHECK(read.countries.at("IN").corridor == "IN");
  CHECK(read.countries.at("IN").verified_on == std::chrono::sys_days{2026y / 11 / 1});
}

TEST_CASE("a country twice and a date that is none are findings at their place") {
  desk::ReadCountries const read = desk::read_countries(
      "countries.tsv",
      "iso2\tcorridor\tpolice\tambulance\tverified_on\ttz_iana\tweekend_iso\n"
      "QA\tGCC\t999\t999\tyesterday\tAsia/Qatar\t5,6\nQA\tGCC\t999\t999\t\tAsia/Qatar|UTC+3\t5,6\n");
  REQUIRE(read.findings.size() == 3);
  CHECK(flows::to_string(read.findings[0]) ==
        "countries.tsv:2:16: error: `verified_on` is a date, 2026-11-23, or empty");
  CHECK(flows::to_string(read.findings[1]) ==
        "countries.tsv:3:17: error: `UTC+3` is no time zone; write it like `Asia/Riyadh`");
  CHECK(flows::to_string(read.findings[2]) ==
        "countries.tsv:3:1: error: the country `QA` stands here a second time; keep one row");
}

}  // namespace
