// The days on which offices are closed, by calendar: Nepal's festivals and the destinations' feasts. Read from
// config/holidays.tsv: a row is a span of days, of one year (`2027-10-18`) or of every year (`12-18`).
// Threads: values, any thread.
#pragma once

#include "flows/finding.hpp"
#include "gateway/desk/countries.hpp"

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

struct Closures {
  std::set<std::chrono::sys_days> days;
  std::set<std::chrono::month_day> every_year;

  [[nodiscard]] bool contains(std::chrono::sys_days day) const;
  void add(Closures const& more);
};
// By country, ISO 3166: NP, QA ...
using Holidays = std::map<std::string, Closures, std::less<>>;

// Dashain to Tihar is shorter than this; a longer span is a slip of the pen.
inline constexpr int holiday_days_max = 31;

struct ReadHolidays {
  Holidays holidays;
  std::vector<flows::Finding> findings;
};
// A calendar must be a country of `countries`, unless that is empty.
[[nodiscard]] ReadHolidays read_holidays(std::string_view file, std::string_view text, Countries const& countries = {});

}  // namespace desk
