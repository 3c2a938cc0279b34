// The table: Markdown, as it is pasted into README. Pure.
#pragma once

#include "tests/bench/bars.hpp"
#include "tests/bench/results.hpp"

#include <optional>
#include <string>

namespace bench {

struct Report {
  std::string machine;  // one line
  std::string version;
  Results const& results;
  std::vector<Bar> const& bars;
  std::optional<Instructions> const& instructions;
};

[[nodiscard]] std::string table(Report const& report);

// "12,345 (11,900–12,800)"; a single round has no range.
[[nodiscard]] std::string with_range(Spread const& spread, double scale = 1);

}  // namespace bench
