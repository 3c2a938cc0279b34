// Lists of a case as JSON text, the form in which they stand in their columns.
#pragma once

#include "gateway/store/case_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace store {

[[nodiscard]] std::string list_to_json(std::vector<std::string> const& words);
[[nodiscard]] std::vector<std::string> list_from_json(std::string_view json);

// Plain text that must be sealed before it goes anywhere.
[[nodiscard]] std::string reasons_to_json(std::vector<CaseReason> const& reasons);
[[nodiscard]] std::vector<CaseReason> reasons_from_json(std::string_view json);

}  // namespace store
