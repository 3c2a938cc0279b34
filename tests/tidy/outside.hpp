// What tests and documents may name of the world outside: telephone numbers that are obviously invented, and network
// addresses that are loopback, private or reserved for examples. A number picked at random is somebody's.
#pragma once

#include "tests/tidy/house.hpp"

namespace tidy {

[[nodiscard]] std::vector<Complaint> check_numbers(File const& file);
[[nodiscard]] std::vector<Complaint> check_addresses(File const& file);

}  // namespace tidy
