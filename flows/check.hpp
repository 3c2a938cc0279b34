// What is wrong with flows that can be read: one check per file in flows/checks/, all in one list. A check sees every
// flow at once and the copy, and says what it found with a place and how to mend it.
#pragma once

#include "flows/copy.hpp"
#include "flows/finding.hpp"
#include "flows/flow.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace flows {

// What a check looks at.
struct Subject {
  std::map<std::string, Flow, std::less<>> const& flows;
  Copy const& copy;
};

struct Check {
  std::string name;  // "unreachable steps"
  void (*run)(Subject const& subject, std::vector<Finding>& findings);
};

// The list of checks (flows/checks/checks.cpp).
[[nodiscard]] std::span<Check const> checks();

[[nodiscard]] std::vector<Finding> check(Subject const& subject);

}  // namespace flows
