#include "flows/steps/dates.hpp"

#include "flows/steps/nepali_calendar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace flows {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

struct DayWord {
  std::string_view word;  // normalised
  int after;              // days from today
};
constexpr std::array day_words{DayWord{"aja", 0},   DayWord{"aaja", 0},  DayWord{"आज", 0},         DayWord{"today", 0},
                               DayWord{"hijo", -1}, DayWord{"हिजो", -1}, DayWord{"yesterday", -1}, DayWord{"bholi", 1},
                               DayWord{"भोलि", 1},  DayWord{"भोली", 1},  DayWord{"tomorrow", 1}};

constexpr std::array<std::string_view, 12> month_words{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};

// Years before are nobody's question here; from 2060 on they are of the Nepali calendar.
constexpr int year_min = 1930;
constexpr int year_max = nepali_year_min - 1;

struct Parts {
  int year = 0;  // 0: not given
  int month = 0;
  int day = 0;
};

std::optional<int> number(std::string_view digits) {
  int value = 0;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return value;
}

int full_year(int written) { return written < 100 ? written + 2000 : written; }

std::optional<sys_days> in_calendar(Parts parts) {
  if (parts.year > year_max) return from_nepali(parts.year, parts.month, parts.day);
  // 11/25 can only be the month first.
  if (parts.month > 12 && parts.day <= 12) std::swap(parts.month, parts.day);
  if (parts.year < year_min || parts.year > year_max || parts.month < 1 || parts.day < 1) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year(parts.year),
                                         std::chrono::month(static_cast<unsigned>(parts.month)),
                                         std::chrono::day(static_cast<unsigned>(parts.day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

// The 29th of February may be eight years away.
constexpr int years_looked_at = 8;

std::optional<sys_days> nearest_year(Parts parts, sys_days today, DateSide side) {
  int const this_year = static_cast<int>(std::chrono::year_month_day(today).year());
  std::optional<sys_days> best;
  for (int year = this_year - years_looked_at; year <= this_year + years_looked_at; ++year) {
    parts.year = year;
    auto const date = in_calendar(parts);
    if (!date || (side == DateSide::past && *date > today) || (side == DateSide::future && *date < today)) continue;
    if (!best || std::chrono::abs(*date - today) < std::chrono::abs(*best - today)) best = date;
  }
  return best;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// 2511 is day and month, 251126 and 25112026 have the year behind, 20261125 before.
std::optional<Parts> run_together(std::string_view digits) {
  auto const at = [&](std::size_t from, std::size_t count) { return *number(digits.substr(from, count)); };
  if (digits.size() == 4) return Parts{.year = 0, .month = at(2, 2), .day = at(0, 2)};
  if (digits.size() == 6) return Parts{.year = full_year(at(4, 2)), .month = at(2, 2), .day = at(0, 2)};
  if (digits.size() != 8) return std::nullopt;
  bool const year_first = at(4, 2) <= 12 && at(0, 4) >= year_min && at(0, 4) <= nepali_year_max && at(4, 4) < year_min;
  if (year_first) return Parts{.year = at(0, 4), .month = at(4, 2), .day = at(6, 2)};
  return Parts{.year = at(4, 4), .month = at(2, 2), .day = at(0, 2)};
}

std::optional<int> month_of(std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  auto const found = std::ranges::find(month_words, word.substr(0, 3));
  if (found == month_words.end()) return std::nullopt;
  return static_cast<int>(found - month_words.begin()) + 1;
}

std::optional<Parts> with_month_word(std::vector<std::string_view> const& words) {
  Parts parts;
  std::vector<int> numbers;
  for (std::string_view const word : words) {
    auto const month = month_of(word);
    if (month && parts.month != 0) return std::nullopt;
    if (month) {
      parts.month = *month;
    } else if (auto const value = number(word)) {
      numbers.push_back(*value);
    } else {
      return std::nullopt;
    }
  }
  if (parts.month == 0 || numbers.empty() || numbers.size() > 2) return std::nullopt;
  parts.day = numbers.front();
  if (numbers.size() == 2) parts.year = full_year(numbers.back());
  return parts;
}

std::optional<Parts> in_numbers(std::vector<std::string_view> const& words) {
  std::vector<int> numbers;
  for (std::string_view const word : words) {
    auto const value = number(word);
    if (!value) return std::nullopt;
    numbers.push_back(*value);
  }
  if (numbers.size() == 1) return run_together(words.front());
  if (numbers.size() == 2) return Parts{.year = 0, .month = numbers[1], .day = numbers[0]};
  if (numbers.size() != 3) return std::nullopt;
  if (words.front().size() == 4) return Parts{.year = numbers[0], .month = numbers[1], .day = numbers[2]};
  return Parts{.year = full_year(numbers[2]), .month = numbers[1], .day = numbers[0]};
}

}  // namespace

std::optional<sys_days> read_date(std::string_view normalised, sys_days today, DateSide side) {
  std::vector<std::string_view> const words = words_of(normalised);
  if (words.empty() || words.size() > 3) return std::nullopt;
  auto const day = std::ranges::find(day_words, words.front(), &DayWord::word);
  if (day != day_words.end() && words.size() == 1) return today + days(day->after);
  auto parts = in_numbers(words);
  if (!parts) parts = with_month_word(words);
  if (!parts) return std::nullopt;
  if (parts->year == 0) return nearest_year(*parts, today, side);
  auto const date = in_calendar(*parts);
  bool const wrong_side =
      date && ((side == DateSide::past && *date > today) || (side == DateSide::future && *date < today));
  return wrong_side ? std::nullopt : date;
}

}  // namespace flows
