#include "gateway/desk/holidays.hpp"

#include "tests/gateway/desk/shipped.hpp"

namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

std::string const head = "calendar\tfrom\tuntil\tname\tsource\n";

desk::ReadHolidays read(std::string const& rows) {
  desk::Countries countries;
  countries["NP"];
  countries["QA"];
  return desk::read_holidays("holidays.tsv", head + rows, countries);
}

TEST_CASE("a feast is one day or a span, of one year or of every year") {
  desk::ReadHolidays const holidays = read(
      "NP\t2027-10-10\t2027-10-24\tDashain\ta test\nNP\t05-01\t\tLabour Day\ta test\n"
      "QA\t12-30\t12-31\tA feast\ta test\n");
  CHECK(shipped::said(holidays.findings) == "");
  desk::Closures const& nepal = holidays.holidays.at("NP");
  CHECK_FALSE(nepal.contains(2027y / 10 / 9));
  CHECK(nepal.contains(2027y / 10 / 10));
  CHECK(nepal.contains(2027y / 10 / 24));
  CHECK_FALSE(nepal.contains(2027y / 10 / 25));
  CHECK_FALSE(nepal.contains(2028y / 10 / 10));
  CHECK(nepal.contains(2027y / 5 / 1));
  CHECK(nepal.contains(2031y / 5 / 1));
  CHECK(holidays.holidays.at("QA").contains(2026y / 12 / 31));
}

TEST_CASE("an impossible holiday is said at its cell, with what to write instead") {
  struct Case {
    std::string row;
    std::string finding;
  };
  for (Case const& one : {
           Case{"NP\t2027-02-30\t\tx\ty", "2:4: error: `2027-02-30` is no day"},
           Case{"NP\t02-30\t\tx\ty", "2:4: error: `02-30` is no day"},
           Case{"NP\t10-18\t2027-10-20\tx\ty", "2:10: error: `2027-10-20` is no day"},
           Case{"NP\tDashain\t\tx\ty", "2:4: error: `Dashain` is no day: write 2027-10-18, or 12-18 for every year"},
           Case{"NP\t2027-10-20\t2027-10-18\tx\ty", "2:15: error: this ends before it begins"},
           Case{"NP\t12-31\t01-01\tx\ty", "2:10: error: this ends before it begins; a feast over New Year"},
           Case{"NP\t2027-10-18\t2028-10-20\tx\ty", "2:15: error: nobody closes for more than 31 days"},
           Case{"QQ\t2027-10-18\t\tx\ty", "2:1: error: `QQ` is no country of countries.tsv"},
           Case{"NP\t2027-10-18\t\t\ty", "2:16: error: `name` is missing"},
           Case{"NP\t2027-10-18\t\tx\t", "2:18: error: `source` is missing"},
           Case{"NP\t05-01\t\tx\ty\nNP\t04-30\t05-02\tx\ty", "3:4: error: some of these days stand in a row above"},
       }) {
    std::vector<flows::Finding> const findings = read(one.row + "\n").findings;
    INFO(one.row);
    REQUIRE(findings.size() == 1);
    INFO(flows::to_string(findings.front()));
    CHECK(flows::to_string(findings.front()).starts_with("holidays.tsv:" + one.finding));
  }
}

TEST_CASE("the shipped holidays are read, and guess no festival that follows the moon") {
  desk::ReadHolidays const holidays = desk::read_holidays("holidays.tsv", shipped::text("config/holidays.tsv"));
  CHECK(shipped::said(holidays.findings) == "");
  CHECK(holidays.holidays.contains("NP"));
  CHECK(holidays.holidays.contains("QA"));
  for (auto const& [code, closures] : holidays.holidays) CHECK(closures.days.empty());
}

}  // namespace
