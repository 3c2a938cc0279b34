#include "providers/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace providers {
namespace {

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// A whole field of digits; nothing if there is anything else in it.
std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t number = 0;
  auto const is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{}) return std::nullopt;
  return number;
}

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  std::string_view const word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

std::optional<std::chrono::milliseconds> time_of_day(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  auto const hour = digits(text.substr(0, 2));
  auto const minute = digits(text.substr(3, 2));
  auto const second = digits(text.substr(6, 2));
  // A leap second is a second of the next minute.
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

std::optional<std::chrono::minutes> zone(std::string_view text) {
  if (text == "GMT" || text == "UTC") return std::chrono::minutes(0);
  if (text.size() != 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  auto const hour = digits(text.substr(1, 2));
  auto const minute = digits(text.substr(3, 2));
  if (!hour || !minute || *hour > 14 || *minute > 59) return std::nullopt;
  std::chrono::minutes const offset = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  return text[0] == '-' ? -offset : offset;
}

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

}  // namespace

std::optional<Instant> parse_date(std::string_view text) {
  std::string_view const weekday = next_word(text);
  if (weekday.size() != 4 || weekday.back() != ',') return std::nullopt;
  auto const day = digits(next_word(text));
  auto const month = std::ranges::find(months, next_word(text));
  auto const year = digits(next_word(text));
  auto const time = time_of_day(next_word(text));
  auto const offset = zone(next_word(text));
  if (!next_word(text).empty()) return std::nullopt;
  if (!day || !year || !time || !offset || month == months.end() || *day > 31 || *year < 1970 || *year > 9999) {
    return std::nullopt;
  }
  std::chrono::year_month_day const date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Instant(std::chrono::sys_days(date)) + *time - *offset;
}

std::string iso_date(Instant instant) {
  auto const day = std::chrono::floor<std::chrono::days>(instant);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(instant - day));
  std::array<char, 40> text{};
  int const length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                                   static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                                   static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return {text.data(), static_cast<std::size_t>(std::max(length, 0))};
}

std::string_view find_header(std::span<Header const> headers, std::string_view name) {
  for (Header const& header : headers) {
    if (std::ranges::equal(header.name, name, {}, lower, lower)) return header.value;
  }
  return {};
}

TryAgain try_again(std::string why, HttpResponse const& response) {
  std::string_view wish = find_header(response.headers, "Retry-After");
  while (!wish.empty() && is_blank(wish.front())) wish.remove_prefix(1);
  while (!wish.empty() && is_blank(wish.back())) wish.remove_suffix(1);
  TryAgain again{.why = std::move(why), .after = std::nullopt, .not_before = parse_date(wish)};
  // Beyond a year it is no wish but a mistake, and our own back-off knows better.
  constexpr std::int64_t seconds_max = 366LL * 24 * 60 * 60;
  std::optional<std::int64_t> const seconds = digits(wish);
  if (seconds && *seconds <= seconds_max) again.after = std::chrono::seconds(*seconds);
  return again;
}

}  // namespace providers
