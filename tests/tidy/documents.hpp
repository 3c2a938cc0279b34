// Documents name only what exists: every link within the checkout and every path in backticks leads somewhere. A path
// with <…> in it, or with an `x` for a name to be chosen, stands for many and is let be.
#pragma once

#include "tests/tidy/house.hpp"

namespace tidy {

// `house` is where the paths are looked for.
[[nodiscard]] std::vector<Complaint> check_paths(File const& document, std::vector<File> const& house);

// The table of rules names a test for each, in “…” or as a golden conversation: every one of them is there.
[[nodiscard]] std::vector<Complaint> check_named_tests(File const& document, std::vector<File> const& house);

}  // namespace tidy
