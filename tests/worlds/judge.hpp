// Compares what a world's store and providers hold with what was promised: nothing lost, nothing twice, order per
// contact, each case in a queue, the chain whole, nothing after STOP. Each complaint is a sentence; none: all is kept.
#pragma once

#include "tests/worlds/world.hpp"

#include <string>
#include <vector>

namespace worlds {

[[nodiscard]] std::vector<std::string> judge(World& world);

}  // namespace worlds
