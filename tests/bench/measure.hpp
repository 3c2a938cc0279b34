// A load on some processes, as figures: what was stored and refused a second, how long it took, what it cost.
// Threads: blocks the caller's.
#pragma once

#include "tests/bench/load.hpp"
#include "tests/bench/results.hpp"

#include <sys/types.h>

#include <vector>

namespace bench {

// Throws if the server answered anything but 2xx and 503, or let go of a connection.
[[nodiscard]] Sample measure(LoadPlan plan, NextRequest const& next, std::vector<pid_t> const& processes);

}  // namespace bench
