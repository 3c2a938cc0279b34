#include "gateway/base/zone.hpp"

#include <unicode/basictz.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace base {
namespace {

// Where the network's people and callers are: what somebody who wrote an offset or an abbreviation most likely meant.
struct Usual {
  std::string_view abbreviation;
  std::string_view zone;
};
constexpr std::array<Usual, 12> usual_zones{{
    {"NPT", "Asia/Kathmandu"},
    {"AST", "Asia/Riyadh"},
    {"GST", "Asia/Dubai"},
    {"IST", "Asia/Kolkata"},
    {"MYT", "Asia/Kuala_Lumpur"},
    {"JST", "Asia/Tokyo"},
    {"KST", "Asia/Seoul"},
    {"ICT", "Asia/Bangkok"},
    {"EET", "Asia/Nicosia"},
    {"CET", "Europe/Berlin"},
    {"MSK", "Europe/Moscow"},
    {"PKT", "Asia/Karachi"},
}};

// A few slips of the finger still mean the zone; more, or a very short word, is something else.
constexpr std::size_t slips_max = 3;
constexpr std::size_t name_bytes_min = 5;

std::unique_ptr<icu::TimeZone> icu_zone(std::string_view id) {
  return std::unique_ptr<icu::TimeZone>{icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8(icu::StringPiece{id.data(), static_cast<std::int32_t>(id.size())}))};
}

std::string canonical(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString id;
  icu::TimeZone::getCanonicalID(
      icu::UnicodeString::fromUTF8(icu::StringPiece{name.data(), static_cast<std::int32_t>(name.size())}), id, status);
  std::string text;
  if (U_SUCCESS(status)) id.toUTF8String(text);
  return text;
}

std::vector<std::string> list_zones() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::StringEnumeration> const ids{
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status)};
  std::vector<std::string> zones;
  if (U_FAILURE(status) || !ids) return zones;
  std::int32_t bytes = 0;
  while (char const* const id = ids->next(&bytes, status)) {
    std::string name{id, static_cast<std::size_t>(bytes)};
    // "IST" is three countries, "EST" an offset: only places, and UTC.
    if (name.contains('/') || name == "UTC") zones.push_back(std::move(name));
  }
  std::ranges::sort(zones);
  return zones;
}

// In order of the alphabet. Listing them takes ICU some milliseconds, and a directory names sixty.
std::vector<std::string> const& known_zones() {
  static std::vector<std::string> const zones = list_zones();
  return zones;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Levenshtein's distance, without regard to case.
std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const change = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
    }
  }
  return row.back();
}

// "+05:45", "UTC+3", "GMT-0530" as minutes east.
std::optional<int> fixed_offset(std::string_view name) {
  if (name.starts_with("UTC") || name.starts_with("GMT")) name.remove_prefix(3);
  if (name.size() < 2 || (name[0] != '+' && name[0] != '-')) return std::nullopt;
  int const sign = name[0] == '-' ? -1 : 1;
  std::string digits;
  for (char const c : name.substr(1)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ':')
      return std::nullopt;
  }
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  if (digits.size() <= 2) digits += "00";
  int const number = std::stoi(digits);
  return sign * (number / 100 * 60 + number % 100);
}

bool has_offset(std::string_view zone, int minutes) { return icu_zone(zone)->getRawOffset() == minutes * 60'000; }

std::string suggestion_for(std::string_view name, std::vector<std::string> const& known) {
  for (auto const& [abbreviation, zone] : usual_zones) {
    if (name == abbreviation) return std::string{zone};
  }
  if (std::optional<int> const minutes = fixed_offset(name)) {
    for (auto const& [abbreviation, zone] : usual_zones) {
      if (has_offset(zone, *minutes)) return std::string{zone};
    }
    auto const found = std::ranges::find_if(known, [&](std::string const& zone) { return has_offset(zone, *minutes); });
    return found == known.end() ? std::string{} : *found;
  }
  if (name.size() < name_bytes_min) return {};
  std::string nearest;
  std::size_t fewest = slips_max + 1;
  for (std::string const& zone : known) {
    std::size_t const count = slips(name, zone);
    if (count < fewest) {
      fewest = count;
      nearest = zone;
    }
  }
  for (auto const& [abbreviation, zone] : usual_zones) {
    if (!nearest.empty() && canonical(zone) == canonical(nearest)) return std::string{zone};  // today's name of it
  }
  return nearest;
}

// Milliseconds that the zone is ahead of UTC.
struct Offset {
  std::int32_t raw = 0;
  std::int32_t saving = 0;
};

}  // namespace

std::expected<Zone, UnknownZone> find_zone(std::string_view name) {
  std::vector<std::string> const& known = known_zones();
  if (!std::ranges::binary_search(known, name)) {
    return std::unexpected(UnknownZone{.suggestion = suggestion_for(name, known)});
  }
  Zone zone;
  zone.written_ = std::string{name};
  zone.id_ = canonical(name);
  return zone;
}

WallTime wall_time(Instant instant, Zone const& zone) {
  UErrorCode status = U_ZERO_ERROR;
  Offset offset;
  UDate const date = static_cast<double>(instant.time_since_epoch().count());
  icu_zone(zone.id())->getOffset(date, 0, offset.raw, offset.saving, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU gives no offset for a zone it knows");
  std::chrono::sys_time const local = instant + std::chrono::milliseconds{offset.raw + offset.saving};
  std::chrono::sys_days const day = std::chrono::floor<std::chrono::days>(local);
  return {.date = day, .of_day = std::chrono::floor<std::chrono::minutes>(local - day)};
}

Instant instant_of(WallTime const& wall, Zone const& zone) {
  UErrorCode status = U_ZERO_ERROR;
  Offset offset;
  Instant const local = std::chrono::sys_days{wall.date} + wall.of_day;
  std::unique_ptr<icu::TimeZone> const rules = icu_zone(zone.id());
  // ICU's own zones are all of this kind; a bad_cast would be a bug here.
  icu::BasicTimeZone const& basic = dynamic_cast<icu::BasicTimeZone const&>(*rules);
  basic.getOffsetFromLocal(static_cast<double>(local.time_since_epoch().count()), UCAL_TZ_LOCAL_FORMER,
                           UCAL_TZ_LOCAL_FORMER, offset.raw, offset.saving, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU gives no offset for a zone it knows");
  return local - std::chrono::milliseconds{offset.raw + offset.saving};
}

}  // namespace base
