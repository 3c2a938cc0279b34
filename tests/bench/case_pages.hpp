// What a page of a queue's list costs among many cases: the store's own read, in this process. The cases are made once
// and kept beside the results. Threads: the caller's.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"

namespace bench {

[[nodiscard]] Case case_pages_case(Options const& options);

}  // namespace bench
