// Steps that no way leads to, and flows that nothing begins.
#include "flows/checks/checks.hpp"

#include <set>

namespace flows {

void check_unreachable(Subject const& subject, std::vector<Finding>& findings) {
  std::set<Position> reached;
  std::vector<Position> open;
  for (auto const& [name, flow] : subject.flows) {
    bool const begins = flow.entry || !flow.command.empty() || flow.from_outside;
    if (begins && start_of(flow).step != nullptr) open.push_back(start_of(flow));
  }
  while (!open.empty()) {
    Position const position = open.back();
    open.pop_back();
    if (!reached.insert(position).second) continue;
    for (Position const& next : followers(subject, position)) open.push_back(next);
  }
  for (auto const& [name, flow] : subject.flows) {
    Position const start = start_of(flow);
    if (start.step != nullptr && !reached.contains(start)) {
      report(findings, flow, flow.mark,
             "nothing begins the flow `" + name +
                 "`: give it an `entry:`, a `command:` or `begun_by: desk`, or call it from another flow");
      continue;
    }
    for (auto const& step : flow.steps) {
      if (reached.contains({&flow, step.get()})) continue;
      report(findings, flow, step->mark,
             "no way leads to the step `" + step->name + "`: name it in a `next:` or take it out");
    }
  }
}

}  // namespace flows
