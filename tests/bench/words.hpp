// What understanding one text costs on one core, in this process: cleaning it, triage, one turn of a conversation,
// beside a pass of ICU alone over the same bytes; and how long the shipped content takes to load and to check. Threads:
// blocks the caller's.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"

#include <vector>

namespace bench {

[[nodiscard]] std::vector<Case> word_cases(Options const& options);

}  // namespace bench
