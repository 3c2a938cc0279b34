// What it costs to find the queue of a case: the shipped rows and directory, grown to 500 queues, in this process.
// Threads: the caller's.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"

namespace bench {

inline constexpr std::size_t routed_queues = 500;

[[nodiscard]] Case routing_case(Options const& options);

}  // namespace bench
