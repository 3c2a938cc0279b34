// What is wrong with a directory that can be read: queues and bodies that no case can reach, and numbers that must be
// rung again. Warnings at their place, with how to mend them. Pure. Threads: any.
#pragma once

#include "flows/finding.hpp"
#include "flows/library.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/desk/routing_table.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// A queue that no row names, no other queue has for its backup and code does not go to; a body that no row offers and
// whose people sit at no queue.
[[nodiscard]] std::vector<flows::Finding> find_unreached(std::string_view file, Directory const& directory,
                                                         Routing const& routing);

// Numbers that were verified once, are too old to be printed today or within `notice`.
inline constexpr std::chrono::days notice{14};
[[nodiscard]] std::vector<flows::Finding> find_expired(std::string_view directory_file, std::string_view countries_file,
                                                       Directory const& directory, std::chrono::sys_days today);

// A day as it stands in our files: 2026-11-25.
[[nodiscard]] std::string written(std::chrono::year_month_day date);

// Telephone numbers that stand in a text as digits: known to the directory, or as long as one. A text names a number
// by its placeholder alone, which is left out when nobody has verified it.
[[nodiscard]] std::vector<flows::Finding> find_printed(flows::Library const& library, Directory const& directory);

}  // namespace desk
