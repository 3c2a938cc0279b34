// What clocks cost: a hundred thousand that wait, and ten thousand that are due at once, of open cases in a store of
// their own, over the gateway's own object graph in this process. Threads: the caller's.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"

#include <vector>

namespace bench {

inline constexpr int clocks_waiting = 100'000;
inline constexpr int clocks_due = 10'000;

[[nodiscard]] std::vector<Case> clock_cases(Options const& options);

}  // namespace bench
