#include "gateway/desk/safe_hours.hpp"

#include "gateway/desk/hours.hpp"

#include <algorithm>
#include <charconv>

namespace desk {
namespace {

constexpr std::chrono::hours from{7};
constexpr std::chrono::hours until{22};
constexpr std::uint8_t every_day = 0x7f;
// Zones more than nine hours apart share no safe hour; then what is safe in some of them must do.
constexpr int rounds_max = 8;

// Most of those who write to us are somewhere between these two.
std::vector<base::Zone> const& anywhere() {
  static std::vector<base::Zone> const zones{*base::find_zone("Asia/Qatar"), *base::find_zone("Asia/Kuala_Lumpur")};
  return zones;
}

base::Instant next_safe_time(base::Zone const& zone, base::Instant now) {
  Hours const hours{.zone = zone, .days = every_day, .stretches = {{.from = from, .until = until}}, .closed_on = {}};
  return next_opening(hours, now).value_or(now);
}

// The country's, or those between which she most likely is.
std::vector<base::Zone> const& zones_of(Countries const& countries, std::string_view country) {
  auto const known = countries.find(country);
  bool const has_zone = known != countries.end() && !known->second.zones.empty();
  return has_zone ? known->second.zones : anywhere();
}

// "2100", "930".
std::optional<std::chrono::minutes> of_day(std::string_view hour) {
  int number = 0;
  auto const [end, fault] = std::from_chars(hour.data(), hour.data() + hour.size(), number);
  bool const is_hour = fault == std::errc{} && end == hour.data() + hour.size() && hour.size() >= 3 &&
                       hour.size() <= 4 && number >= 0 && number / 100 < 24 && number % 100 < 60;
  if (!is_hour) return std::nullopt;
  return std::chrono::minutes{number / 100 * 60 + number % 100};
}

base::Instant next_at(base::Zone const& zone, std::chrono::minutes at, base::Instant now) {
  std::chrono::sys_days const today{base::wall_time(now, zone).date};
  base::Instant const first = base::instant_of({.date = today, .of_day = at}, zone);
  return first > now ? first : base::instant_of({.date = today + std::chrono::days{1}, .of_day = at}, zone);
}

}  // namespace

std::optional<base::Instant> next_at(Countries const& countries, std::string_view country, std::string_view hour,
                                     base::Instant now) {
  std::optional<std::chrono::minutes> const at = of_day(hour);
  std::optional<base::Instant> soonest;
  if (!at) return soonest;
  for (base::Zone const& zone : zones_of(countries, country)) {
    base::Instant const there = next_at(zone, *at, now);
    soonest = soonest ? std::min(*soonest, there) : there;
  }
  return soonest;
}

base::Instant next_safe_time(Countries const& countries, std::string_view country, base::Instant now) {
  std::vector<base::Zone> const& zones = zones_of(countries, country);
  base::Instant safe = now;
  for (int round = 0; round < rounds_max; ++round) {
    base::Instant const before = safe;
    for (base::Zone const& zone : zones) safe = next_safe_time(zone, safe);
    if (safe == before) break;
  }
  return safe;
}

}  // namespace desk
