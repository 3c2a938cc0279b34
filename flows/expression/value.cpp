#include "flows/expression/value.hpp"

#include "flows/triage.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

namespace flows {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> as_number(Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return *number;
  auto const* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::nullopt : parse_whole<std::int64_t>(*text);
}

std::optional<sys_days> as_date(Value const& value) {
  auto const* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::nullopt : parse_date(*text);
}

// Severities have an order of their own: `severity >= high`.
std::optional<std::int64_t> as_rank(Value const& value) {
  if (auto const number = as_number(value)) return number;
  auto const severity = parse_severity(as_text(value));
  if (!severity) return std::nullopt;
  return std::to_underlying(*severity);
}

// Far beyond any date somebody may mean, and far within what a calendar counts.
constexpr std::int64_t days_max = 400'000;

std::optional<Value> shifted(sys_days date, std::int64_t by) {
  if (by > days_max || by < -days_max) return std::nullopt;
  std::string text = date_text(date + days(by));
  return text.empty() ? std::nullopt : std::optional<Value>(std::move(text));
}

std::optional<Value> calculate_numbers(char sign, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  bool overflows = false;
  switch (sign) {
    case '+': overflows = __builtin_add_overflow(a, b, &result); break;
    case '-': overflows = __builtin_sub_overflow(a, b, &result); break;
    case '*': overflows = __builtin_mul_overflow(a, b, &result); break;
    default:
      // The only quotient that does not fit is that of the least number and -1.
      overflows = b == 0 || (b == -1 && a == INT64_MIN);
      if (!overflows) result = sign == '/' ? a / b : a % b;
  }
  return overflows ? std::nullopt : std::optional<Value>(result);
}

}  // namespace

std::optional<sys_days> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto const year = parse_whole<std::uint16_t>(text.substr(0, 4));
  auto const month = parse_whole<std::uint16_t>(text.substr(5, 2));
  auto const day = parse_whole<std::uint16_t>(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

std::string date_text(sys_days date) {
  std::chrono::year_month_day const parts(date);
  int const year = static_cast<int>(parts.year());
  if (year < 0 || year > 9999) return {};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", year, static_cast<unsigned>(parts.month()),
                static_cast<unsigned>(parts.day()));
  return text.data();
}

std::string as_text(Value const& value) {
  if (auto const* text = std::get_if<std::string>(&value)) return *text;
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  return {};
}

bool equal(Value const& a, Value const& b) {
  auto const x = as_number(a);
  auto const y = as_number(b);
  if (x && y) return *x == *y;
  auto const* list = std::get_if<std::vector<std::string>>(&a);
  auto const* other = std::get_if<std::vector<std::string>>(&b);
  if (list != nullptr || other != nullptr) return list != nullptr && other != nullptr && *list == *other;
  return as_text(a) == as_text(b);
}

std::optional<std::strong_ordering> order(Value const& a, Value const& b) {
  auto const date = as_date(a);
  auto const other = as_date(b);
  if (date && other) return date->time_since_epoch().count() <=> other->time_since_epoch().count();
  auto const x = as_rank(a);
  auto const y = as_rank(b);
  if (!x || !y) return std::nullopt;
  return *x <=> *y;
}

bool contains(Value const& list, Value const& item) {
  auto const* items = std::get_if<std::vector<std::string>>(&list);
  if (items == nullptr) return equal(list, item);  // a list of one
  return std::ranges::any_of(*items, [&](std::string const& one) { return equal(one, item); });
}

bool is_true(std::optional<Value> const& value) {
  if (!value) return false;
  if (auto const* yes = std::get_if<bool>(&*value)) return *yes;
  if (auto const* number = std::get_if<std::int64_t>(&*value)) return *number != 0;
  if (auto const* list = std::get_if<std::vector<std::string>>(&*value)) return !list->empty();
  std::string const text = as_text(*value);
  return !text.empty() && text != "false";
}

std::optional<Value> calculate(char sign, Value const& a, Value const& b) {
  auto const date = as_date(a);
  auto const number = as_number(b);
  if (date && number && sign == '+') return shifted(*date, *number);
  if (date && number && sign == '-' && *number != INT64_MIN) return shifted(*date, -*number);
  auto const other = as_date(b);
  if (date && other && sign == '-') return std::int64_t{(*date - *other).count()};
  auto const first = as_number(a);
  if (!first || !number) return std::nullopt;
  return calculate_numbers(sign, *first, *number);
}

}  // namespace flows
