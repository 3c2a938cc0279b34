#include "gateway/desk/safe_hours.hpp"

#include "gateway/desk/hours.hpp"

#include <algorithm>

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

}  // namespace

base::Instant next_safe_time(Countries const& countries, std::string_view country, base::Instant now) {
  auto const known = countries.find(country);
  bool const has_zone = known != countries.end() && !known->second.zones.empty();
  std::vector<base::Zone> const& zones = has_zone ? known->second.zones : anywhere();
  base::Instant safe = now;
  for (int round = 0; round < rounds_max; ++round) {
    base::Instant const before = safe;
    for (base::Zone const& zone : zones) safe = next_safe_time(zone, safe);
    if (safe == before) break;
  }
  return safe;
}

}  // namespace desk
