// How long a file may be, and how a header begins: with what it is for, then `#pragma once`.
#pragma once

#include "tests/tidy/house.hpp"

namespace tidy {

[[nodiscard]] std::vector<Complaint> check_shape(File const& file);

}  // namespace tidy
