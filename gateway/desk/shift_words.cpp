#include "gateway/desk/shift_words.hpp"

#include "gateway/desk/countries.hpp"
#include "gateway/desk/hours_reader.hpp"

#include <array>

namespace desk {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::uint8_t every_day = 0x7F;

std::unexpected<base::Error> wrong(std::string_view sentence) {
  return base::error(base::Code::bad_input, std::string(sentence));
}

base::Result<std::optional<std::chrono::sys_days>> parse_day(std::string_view field, std::string const& text) {
  if (text.empty()) return std::optional<std::chrono::sys_days>{};
  std::optional<std::chrono::sys_days> const day = parse_date(text);
  if (!day) return wrong(std::string(field) + ": a day is written 2026-11-23, or left out.");
  return day;
}

std::string clock_time(std::chrono::minutes of_day) {
  auto const two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(of_day.count() / 60) + ":" + two(of_day.count() % 60);
}

}  // namespace

base::Result<store::Shift> parse_shift(ShiftWords const& words) {
  store::Shift shift{.post = words.post, .woman = words.woman};
  std::optional<std::uint8_t> const days = parse_days(words.days);
  if (!days) return wrong("days: write daily, sun-fri or sun,tue,thu.");
  shift.days = *days;
  std::size_t const dash = words.times.find('-');
  std::optional<std::chrono::minutes> const from = parse_time(words.times.substr(0, dash));
  std::optional<std::chrono::minutes> const until =
      dash == std::string::npos ? std::nullopt : parse_time(words.times.substr(dash + 1));
  if (!from || !until || *from == std::chrono::hours{24}) return wrong("times: write 08:00-14:00, or 22:00-06:00.");
  shift.from = *from;
  shift.until = *until;
  base::Result<std::optional<std::chrono::sys_days>> const first = parse_day("first", words.first);
  if (!first) return std::unexpected(first.error());
  base::Result<std::optional<std::chrono::sys_days>> const last = parse_day("last", words.last);
  if (!last) return std::unexpected(last.error());
  if (*first && *last && **last < **first) return wrong("last: this is before the first day.");
  shift.first = *first;
  shift.last = *last;
  return shift;
}

std::string days_in_words(std::uint8_t days) {
  if (days == every_day) return "daily";
  std::string words;
  for (std::size_t day = 0; day < weekdays.size(); ++day) {
    if (((days >> day) & 1U) == 0) continue;
    if (!words.empty()) words += ',';
    words += weekdays.at(day);
  }
  return words;
}

std::string times_in_words(store::Shift const& shift) { return clock_time(shift.from) + "-" + clock_time(shift.until); }

}  // namespace desk
