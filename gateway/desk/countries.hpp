// What the desk knows of each country a caller may be in: the corridor it belongs to, its time zones, and the emergency
// numbers with the day they were verified. Read from config/countries.tsv, whose further columns are the flows'.
// Threads: values.
#pragma once

#include "flows/finding.hpp"
#include "gateway/base/zone.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

struct Country {
  std::string code;               // ISO 3166
  std::string corridor;           // home, GCC, MY, IN, EA, EU, ME, SA, SEA, RU, OTHER
  std::vector<base::Zone> zones;  // enough of them to cover the country; in the file parted by `|`
  std::uint8_t weekend = 0;       // days off: bit of std::chrono::weekday::c_encoding(), Sunday first
  std::string police;             // as dialled there; empty if unknown
  std::string ambulance;
  int line = 0;                                      // in the file
  std::optional<std::chrono::sys_days> verified_on;  // covers every number of the row; empty: never printed
};
using Countries = std::map<std::string, Country, std::less<>>;

struct ReadCountries {
  Countries countries;
  std::vector<flows::Finding> findings;
};
[[nodiscard]] ReadCountries read_countries(std::string_view file, std::string_view text);

// "2026-11-23"; nothing else.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(std::chrono::sys_days day);

}  // namespace desk
