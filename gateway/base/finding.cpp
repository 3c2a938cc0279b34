#include "gateway/base/finding.hpp"

#include <algorithm>

namespace base {

std::string to_line(Finding const& finding) {
  std::string_view const word = finding.severity == Severity::error ? "error" : "warning";
  std::string line = finding.file + ':' + std::to_string(finding.line) + ':' + std::to_string(finding.column) + ": ";
  line += word;
  line += ": ";
  line += finding.message;
  return line;
}

bool has_error(std::span<Finding const> findings) {
  return std::ranges::any_of(findings, [](Finding const& finding) { return finding.severity == Severity::error; });
}

}  // namespace base
