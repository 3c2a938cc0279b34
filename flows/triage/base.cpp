#include "flows/triage/base.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr Severity low = Severity::low;
constexpr Severity medium = Severity::medium;
constexpr Severity high = Severity::high;
constexpr Severity critical = Severity::critical;

// A case that cannot occur at a place takes the figure of the country of work.
struct Cells {
  std::string_view category;
  std::array<Severity, 4> at;  // PD, TR, CD, RT
};
constexpr auto table = std::to_array<Cells>({
    {"danger", {high, high, high, high}},
    {"trafficking", {high, high, high, high}},
    {"passport", {medium, high, medium, low}},
    {"wage", {medium, medium, medium, medium}},
    {"contract", {medium, high, medium, medium}},
    {"fraud", {medium, high, medium, medium}},
    {"stranded", {low, high, medium, low}},
    {"detention", {high, high, high, medium}},
    {"medical", {low, high, medium, medium}},
    {"death", {high, high, high, high}},
    {"claims", {low, medium, medium, medium}},
    {"domestic", {medium, high, medium, medium}},
    {"sexual", {high, critical, high, high}},
    {"missing", {medium, high, medium, medium}},
    {"mental", {medium, medium, medium, medium}},
    {"business", {medium, medium, medium, medium}},
    {"conduct", {high, high, high, high}},
});

}  // namespace

Severity base_severity(std::string_view category, Place place) {
  auto const found = std::ranges::find(table, category, &Cells::category);
  return found == table.end() ? low : found->at.at(static_cast<std::size_t>(place));
}

}  // namespace flows
