// The picture: messages a second of each case as bars, in one SVG that is legible on light and dark ground. No scripts,
// no fonts of its own. Pure.
#pragma once

#include "tests/bench/table.hpp"

#include <string>

namespace bench {

[[nodiscard]] std::string picture(Report const& report);

}  // namespace bench
