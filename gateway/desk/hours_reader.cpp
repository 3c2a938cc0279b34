#include "gateway/desk/hours_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <string>

namespace desk {
namespace {

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::uint8_t every_day = 0x7F;

std::optional<std::size_t> weekday(std::string_view word) {
  auto const found = std::ranges::find(weekdays, word);
  if (found == weekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - weekdays.begin());
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (auto const part : std::views::split(text, separator)) {
    std::string word{part.begin(), part.end()};
    std::erase(word, ' ');
    parts.push_back(std::move(word));
  }
  return parts;
}

std::optional<Hours::Stretch> parse_stretch(std::string_view text) {
  std::vector<std::string> const ends = split(text, '-');
  if (ends.size() != 2) return std::nullopt;
  std::optional<std::chrono::minutes> const from = parse_time(ends[0]);
  std::optional<std::chrono::minutes> const until = parse_time(ends[1]);
  if (!from || !until || *from >= *until) return std::nullopt;
  return Hours::Stretch{.from = *from, .until = *until};
}

void read_times(Fields& fields, flows::Node const& map, Hours& hours) {
  flows::Node const* const node = map.find("times");
  std::vector<Fields::Item> items;
  if (node && node->kind == flows::Node::Kind::list)
    items = fields.list(map, "times");
  else
    items.push_back({.text = fields.text(map, "times"), .mark = node ? node->mark : map.mark});
  for (Fields::Item const& item : items) {
    if (item.text.empty()) continue;
    std::optional<Hours::Stretch> const stretch = parse_stretch(item.text);
    if (!stretch) {
      fields.wrong(item.mark,
                   "times are written 10:00-17:00, the earlier first; a night is [20:00-24:00, 00:00-06:00]");
    } else if (!hours.stretches.empty() && hours.stretches.back().until > stretch->from) {
      fields.wrong(item.mark, "these times begin before the ones in front of them end; put them in order");
    } else {
      hours.stretches.push_back(*stretch);
    }
  }
}

// "workdays QA MY": each day on which people work in one of them.
void read_workdays(Fields& fields, flows::Mark mark, std::string_view written, Hours& hours,
                   Countries const& countries) {
  for (std::string_view rest = written; !rest.empty();) {
    std::string_view const code = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(code.size() + 1, rest.size()));
    auto const country = countries.find(code);
    if (country == countries.end()) {
      fields.wrong(mark, "`" + std::string{code} + "` is no country of countries.tsv; write `workdays QA MY`");
    } else {
      hours.days |= static_cast<std::uint8_t>(every_day & ~country->second.weekend);
    }
  }
}

void read_days(Fields& fields, flows::Node const& map, Hours& hours, Countries const& countries) {
  constexpr std::string_view workdays = "workdays ";
  std::string const written = fields.text(map, "days");
  if (written.empty()) return;
  if (written.starts_with(workdays)) {
    read_workdays(fields, map.find("days")->mark, std::string_view{written}.substr(workdays.size()), hours, countries);
  } else if (std::optional<std::uint8_t> const days = parse_days(written)) {
    hours.days = *days;
  } else {
    fields.wrong(map.find("days")->mark, "days are `daily`, `sun-fri`, `sun,tue,thu` or `workdays QA MY`");
  }
}

void read_closed(Fields& fields, flows::Node const& map, Hours& hours, Holidays const& holidays) {
  std::vector<Fields::Item> calendars = fields.list(map, "closed");
  if (!map.find("closed")) calendars.push_back({.text = "NP", .mark = map.mark});
  for (Fields::Item const& item : calendars) {
    auto const found = holidays.find(item.text);
    if (found != holidays.end()) {
      hours.closed_on.add(found->second);
    } else if (map.find("closed")) {
      fields.wrong(item.mark, "there is no calendar `" + item.text + "` in holidays.tsv; write its days there");
    }
  }
}

}  // namespace

std::optional<std::uint8_t> parse_days(std::string_view text) {
  if (text == "daily") return every_day;
  unsigned days = 0;
  for (std::string const& part : split(text, ',')) {
    std::vector<std::string> const ends = split(part, '-');
    std::optional<std::size_t> const first = weekday(ends.front());
    std::optional<std::size_t> const last = weekday(ends.back());
    if (!first || !last || ends.size() > 2) return std::nullopt;
    for (std::size_t day = *first;; day = (day + 1) % weekdays.size()) {
      days |= 1U << day;
      if (day == *last) break;
    }
  }
  if (days == 0) return std::nullopt;
  return static_cast<std::uint8_t>(days);
}

std::optional<std::chrono::minutes> parse_time(std::string_view text) {
  auto const digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  int const hour = (text[0] - '0') * 10 + (text[1] - '0');
  int const minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return std::chrono::minutes{hour * 60 + minute};
}

base::Zone read_zone(Fields& fields, flows::Node const& map, std::string_view key, base::Zone const& otherwise) {
  flows::Node const* const node = map.find(key);
  if (!node) return otherwise;
  std::string const written = fields.text(map, key);
  if (written.empty()) return otherwise;
  std::expected<base::Zone, base::UnknownZone> const zone = base::find_zone(written);
  if (zone) return *zone;
  std::string const& near = zone.error().suggestion;
  fields.wrong(node->mark, "`" + written + "` is no time zone; zones are named by place" +
                               (near.empty() ? ", like Asia/Kathmandu" : "; did you mean `" + near + "`?"));
  return otherwise;
}

Hours read_hours(Fields& fields, flows::Node const& queue, base::Zone const& zone, Calendars const& calendars) {
  Hours hours{.zone = zone, .stretches = {}};
  flows::Node const* const node = queue.find("hours");
  if (!node || node->kind == flows::Node::Kind::nothing) {
    fields.wrong(queue.mark, "`hours` is missing: `always`, or { days: sun-fri, times: 10:00-17:00 }");
    return hours;
  }
  if (node->kind == flows::Node::Kind::text && node->text == "always") {
    hours.always = true;
    return hours;
  }
  if (!fields.is_map(*node, "`hours`", {"days", "times", "zone", "closed"})) return hours;
  hours.zone = read_zone(fields, *node, "zone", zone);
  read_days(fields, *node, hours, calendars.countries);
  read_times(fields, *node, hours);
  read_closed(fields, *node, hours, calendars.holidays);
  return hours;
}

}  // namespace desk
