// The others, when the bench is told where they are: a bare prototype in two layouts, a typical application in Node,
// Kannel. The same load generator writes to all of them.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"

#include <vector>

namespace bench {

[[nodiscard]] std::vector<Case> peer_cases(Options const& options);

// Texts in by Kannel's HTTP centre, through smsbox to an application that answers at once, and out to a sink.
[[nodiscard]] Sample kannel_full_loop(Options const& options);

}  // namespace bench
