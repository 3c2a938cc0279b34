#include "flows/triage.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr std::array<std::string_view, 4> severities{"low", "medium", "high", "critical"};
constexpr std::array<std::string_view, 4> places{"PD", "TR", "CD", "RT"};

}  // namespace

std::string_view name(Severity severity) { return severities.at(static_cast<std::size_t>(severity)); }

std::optional<Severity> parse_severity(std::string_view word) {
  auto const found = std::ranges::find(severities, word);
  if (found == severities.end()) return std::nullopt;
  return static_cast<Severity>(found - severities.begin());
}

std::string_view name(Place place) { return places.at(static_cast<std::size_t>(place)); }

std::optional<Place> parse_place(std::string_view word) {
  auto const found = std::ranges::find(places, word);
  if (found == places.end()) return std::nullopt;
  return static_cast<Place>(found - places.begin());
}

}  // namespace flows
