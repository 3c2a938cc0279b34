// The severity that a category has at a place before any rule looks at the words (domain notes 2.5). Routing has the
// same figure in its rows and takes the higher of both, so an edited sheet raises and never lowers. Values only; any
// thread.
#pragma once

#include "flows/triage.hpp"

#include <string_view>

namespace flows {

[[nodiscard]] Severity base_severity(std::string_view category, Place place);

}  // namespace flows
