// What the tests of worlds share: which seeds are asked for, and how a trace is printed.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

namespace worlds {

// So many worlds have one in which a planted fault shows.
inline constexpr std::uint64_t seeds_for_a_fault = 1000;

// Of the environment.
[[nodiscard]] inline std::optional<std::uint64_t> number_in(char const* name) {
  char const* const said = std::getenv(name);
  if (said == nullptr || *said == '\0') return std::nullopt;
  return std::strtoull(said, nullptr, 10);
}

[[nodiscard]] inline std::string told(std::vector<std::string> const& lines) {
  std::string all;
  for (std::string const& line : lines) all += "\n  " + line;
  return all;
}

}  // namespace worlds
