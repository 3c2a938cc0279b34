// YAML text -> Flow. A mistake never stops the reading of the rest: everything that is wrong is said at once, with line
// and column in characters. A key given twice is an error that names both lines; `1`, "1", 01 and १ are one key among
// choices; merging (`<<`), anchors and tags are refused, since what they do cannot be seen at the line.
#pragma once

#include "flows/finding.hpp"
#include "flows/flow.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

// A flow file is read by people; whatever is longer is no flow.
inline constexpr std::size_t flow_bytes_max = 256 * 1024;
inline constexpr int yaml_depth_max = 12;

// Nothing if the text is no YAML at all. Whether something is an error: any_error(findings).
[[nodiscard]] std::optional<Flow> read_flow(std::string const& file, std::string_view text,
                                            std::vector<Finding>& findings);

// The same reader for other files that are YAML (the desk's directory): nodes, with double keys and merges refused.
[[nodiscard]] std::optional<Node> read_yaml(std::string const& file, std::string_view text,
                                            std::vector<Finding>& findings);

}  // namespace flows
