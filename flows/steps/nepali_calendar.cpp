#include "flows/steps/nepali_calendar.hpp"

#include <array>
#include <cstddef>

namespace flows {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

using Months = std::array<int, 12>;

// As calendar libraries that count them apart agree (November 2026); from 2084 on they do not.
constexpr std::array months_of{
    Months{31, 31, 32, 32, 31, 30, 30, 29, 30, 29, 30, 30},  // 2060
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 31},  // 2061
    Months{30, 32, 31, 32, 31, 31, 29, 30, 29, 30, 29, 31},  // 2062
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2063
    Months{31, 31, 32, 32, 31, 30, 30, 29, 30, 29, 30, 30},  // 2064
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 31},  // 2065
    Months{31, 31, 31, 32, 31, 31, 29, 30, 30, 29, 29, 31},  // 2066
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2067
    Months{31, 31, 32, 32, 31, 30, 30, 29, 30, 29, 30, 30},  // 2068
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 31},  // 2069
    Months{31, 31, 31, 32, 31, 31, 29, 30, 30, 29, 30, 30},  // 2070
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2071
    Months{31, 32, 31, 32, 31, 30, 30, 29, 30, 29, 30, 30},  // 2072
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 31},  // 2073
    Months{31, 31, 31, 32, 31, 31, 30, 29, 30, 29, 30, 30},  // 2074
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2075
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 30},  // 2076
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 30, 29, 31},  // 2077
    Months{31, 31, 31, 32, 31, 31, 30, 29, 30, 29, 30, 30},  // 2078
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2079
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 29, 30, 30},  // 2080
    Months{31, 32, 31, 32, 31, 30, 30, 30, 29, 30, 29, 31},  // 2081
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2082
    Months{31, 31, 32, 31, 31, 31, 30, 29, 30, 29, 30, 30},  // 2083
};
static_assert(months_of.size() == nepali_year_max - nepali_year_min + 1);

// The first of Baisakh 2060.
constexpr sys_days first_day{std::chrono::year(2003) / 4 / 14};

int days_of(Months const& months) {
  int all = 0;
  for (int const each : months) all += each;
  return all;
}

}  // namespace

std::optional<sys_days> from_nepali(int year, int month, int day) {
  if (year < nepali_year_min || year > nepali_year_max || month < 1 || month > 12 || day < 1) return std::nullopt;
  Months const& months = months_of[static_cast<std::size_t>(year - nepali_year_min)];
  if (day > months[static_cast<std::size_t>(month - 1)]) return std::nullopt;
  sys_days date = first_day;
  for (int each = nepali_year_min; each < year; ++each)
    date += days(days_of(months_of[static_cast<std::size_t>(each - nepali_year_min)]));
  for (int each = 1; each < month; ++each) date += days(months[static_cast<std::size_t>(each - 1)]);
  return date + days(day - 1);
}

}  // namespace flows
