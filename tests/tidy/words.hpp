// Words that may stand in few files or in none: the clock, randomness, the environment, sleep, SQL, macros, marks of
// unfinished work. One table; each row says why.
#pragma once

#include "tests/tidy/house.hpp"

namespace tidy {

[[nodiscard]] std::vector<Complaint> check_words(File const& file);

}  // namespace tidy
