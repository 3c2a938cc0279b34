// The bars of the release, each beside what was measured. What was not measured is said to be so, and what is missed
// is shown as it is. Pure.
#pragma once

#include "tests/bench/instructions.hpp"
#include "tests/bench/results.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bench {

struct Bar {
  enum class Verdict : std::uint8_t { met, missed, not_measured, shown };  // shown: a figure without a bar
  std::string what;
  std::string wanted;
  std::string measured;
  Verdict verdict = Verdict::not_measured;
};

[[nodiscard]] std::vector<Bar> bars(Results const& results, std::optional<Instructions> const& instructions);

}  // namespace bench
