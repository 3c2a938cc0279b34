// What is measured of the gateway itself: closed loop, open loop, growth, overload, the full loop, memory, start.
// Threads: each case blocks the caller's, and starts and ends its own server.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"
#include "tests/bench/sink.hpp"

#include <vector>

namespace bench {

[[nodiscard]] std::vector<Case> own_cases(Options const& options, Sink& sink);

// Offers four times what the server took at best; wants that figure measured already.
[[nodiscard]] std::vector<Case> overload_cases(Options const& options, Sink& sink, Results const& results);

}  // namespace bench
