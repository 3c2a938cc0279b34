#include "tests/fuzz/readers.hpp"

#include "flows/check.hpp"
#include "flows/expression.hpp"
#include "flows/read.hpp"

#include <cstdlib>

namespace fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::optional<flows::Value> odd_value(std::string_view name) {
  switch (name.size() % 6) {
    case 0: return std::string("2026-11-25");
    case 1: return INT64_MIN;
    case 2: return true;
    case 3: return std::vector<std::string>{"high", "-1", ""};
    case 4: return std::string("critical");
    default: return std::nullopt;
  }
}

}  // namespace

void read_as_flow(std::string_view bytes) {
  std::vector<flows::Finding> findings;
  std::optional<flows::Flow> flow = flows::read_flow("f.yaml", bytes, findings);
  if (flow) {
    std::map<std::string, flows::Flow, std::less<>> flows;
    std::string const name = flow->name;
    flows.emplace(name, std::move(*flow));
    flows::Copy const copy;
    std::vector<flows::Finding> const more = flows::check({flows, copy});
    findings.insert(findings.end(), more.begin(), more.end());
  } else {
    require(flows::any_error(findings));
  }
  for (flows::Finding const& finding : findings)
    require(finding.line >= 0 && finding.column >= 0 && !finding.message.empty());
}

void read_as_expression(std::string_view bytes) {
  auto const expression = flows::parse_expression(bytes);
  if (!expression) {
    require(expression.error().column >= 1 && static_cast<std::size_t>(expression.error().column) <= bytes.size() + 1);
    return;
  }
  bool const once = expression->holds(odd_value);
  require(once == expression->holds(odd_value));
  (void)expression->value(odd_value);
}

}  // namespace fuzz
