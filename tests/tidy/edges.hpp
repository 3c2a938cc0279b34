// Who may include whom: our own rooms by a table of edges, heavy or dangerous headers by a table of the few files that
// may. CONTRIBUTING.md says why; these two tables are the rule.
#pragma once

#include "tests/tidy/house.hpp"

namespace tidy {

// Complaints about the includes of one C++ file.
[[nodiscard]] std::vector<Complaint> check_includes(File const& file);

}  // namespace tidy
