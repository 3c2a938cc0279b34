// The coroutine rule: one co_await per statement, its operands are names, its result goes into a name. g++ 12
// miscompiles everyday statements that break it, silently, by freeing temporaries twice (CONTRIBUTING.md, common
// mistakes, 1). Looks at the text alone and is stricter than the compilers' bug, so that nobody has to know where
// exactly that bug ends.
#pragma once

#include "tests/tidy/house.hpp"

namespace tidy {

[[nodiscard]] std::vector<Complaint> check_coroutines(File const& file);

}  // namespace tidy
