// What callgrind_annotate printed, read. Pure.
#pragma once

#include <string_view>
#include <vector>

namespace bench {

[[nodiscard]] double total_of(std::string_view annotated);
// Of the lines that have one of these in them.
[[nodiscard]] double sum_of(std::string_view annotated, std::vector<std::string_view> const& functions);

}  // namespace bench
