// How urgent: the cell's own severity, then every rule that is met (C critical, H high), then every hint of a row, then
// one step up if anything raises (domain notes 2.3). Never down, but for what is past. Values only; any thread.
#pragma once

#include "flows/triage.hpp"
#include "flows/triage/category.hpp"
#include "flows/triage/signs.hpp"

#include <string>
#include <vector>

namespace flows {

struct Judgement {
  Severity severity = Severity::low;
  std::string rule;            // the gravest met; empty if the severity is the cell's own
  bool critical_rule = false;  // a C rule, so not by a raise alone
  std::vector<std::string> why;
};
[[nodiscard]] Judgement judge_severity(Signs const& signs, Category const& category);

}  // namespace flows
