#include "gateway/desk/countries.hpp"

#include "flows/lexicon/sheet.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace desk {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> digits(std::string_view text) {
  int value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size() || !is_digit(text.front())) return std::nullopt;
  return value;
}

// A cell may hold remarks ("112 or 100", "140 (Red Cross)"): what is dialled is its first run of digits.
std::string first_digits(std::string_view cell) {
  std::string run;
  for (char const c : cell) {
    if (is_digit(c))
      run += c;
    else if (!run.empty())
      break;
  }
  return run;
}

// "5,6": Friday and Saturday. Nobody rests all week.
std::optional<std::uint8_t> iso_days(std::string_view cell) {
  unsigned days = 0;
  for (std::string_view rest = cell; !rest.empty();) {
    std::string_view const word = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (word.size() != 1 || word[0] < '1' || word[0] > '7') return std::nullopt;
    days |= 1U << std::chrono::weekday{static_cast<unsigned>(word[0] - '0')}.c_encoding();
  }
  if (days == 0x7F) return std::nullopt;
  return static_cast<std::uint8_t>(days);
}

}  // namespace

std::string format_date(std::chrono::sys_days day) {
  std::chrono::year_month_day const date{day};
  auto const two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::optional<int> const year = digits(text.substr(0, 4));
  std::optional<int> const month = digits(text.substr(5, 2));
  std::optional<int> const day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

ReadCountries read_countries(std::string_view file, std::string_view text) {
  ReadCountries read;
  flows::ReadSheet sheet = flows::read_sheet({.file = file, .text = text}, {"iso2", "corridor", "police", "ambulance",
                                                                            "verified_on", "tz_iana", "weekend_iso"});
  read.findings = std::move(sheet.findings);
  for (flows::SheetRow const& row : sheet.rows) {
    auto const wrong = [&](std::size_t column, std::string message) {
      read.findings.push_back(
          {.file = std::string{file}, .line = row.line, .column = row.columns[column], .message = std::move(message)});
    };
    Country country{.code = std::string{row.cells[0]},
                    .corridor = std::string{row.cells[1]},
                    .zones = {},
                    .police = first_digits(row.cells[2]),
                    .ambulance = first_digits(row.cells[3]),
                    .line = row.line,
                    .verified_on = parse_date(row.cells[4])};
    if (country.code.size() != 2) wrong(0, "a country is two capital letters (ISO 3166): QA, NP");
    if (!row.cells[4].empty() && !country.verified_on) wrong(4, "`verified_on` is a date, 2026-11-23, or empty");
    for (std::string_view rest = row.cells[5]; !rest.empty();) {
      std::string_view const name = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
      std::expected<base::Zone, base::UnknownZone> zone = base::find_zone(name);
      if (zone) {
        country.zones.push_back(*std::move(zone));
      } else {
        std::string const hint = zone.error().suggestion.empty() ? std::string{"Asia/Qatar"} : zone.error().suggestion;
        wrong(5, "`" + std::string{name} + "` is no time zone; write it like `" + hint + "`");
      }
    }
    std::optional<std::uint8_t> const weekend = iso_days(row.cells[6]);
    if (weekend)
      country.weekend = *weekend;
    else
      wrong(6, "`weekend_iso` names the days off by number, Monday is 1: 5,6 for Friday and Saturday");
    auto const [kept, is_new] = read.countries.emplace(country.code, country);
    if (!is_new) wrong(0, "the country `" + country.code + "` stands here a second time; keep one row");
  }
  return read;
}

}  // namespace desk
