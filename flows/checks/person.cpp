// Ways from the first text to an end on which no person can be reached: no question (where 0 reaches one), no
// escalation. An end that needs none says so (`person: not_needed`).
#include "flows/checks/checks.hpp"

#include <algorithm>
#include <set>

namespace flows {
namespace {

// Follows every way on which nobody was reached yet. Such a way through a called flow may come back, so the place to
// come back to is kept; positions are visited once per stack, and stacks are as shallow as calls are nested.
class Search {
 public:
  Search(Subject const& subject, std::vector<Finding>& findings) : subject_(subject), findings_(findings) {}

  void visit(Position position, std::vector<Position> const& stack) {
    if (position.step == nullptr || stack.size() > 8 || !seen_.insert({position, stack}).second) return;
    Outline const outline = position.step->outline();
    if (outline.waits || outline.reaches_person) return;
    if (outline.ends && !outline.person_not_needed) return tell(position);
    for (Target const& exit : outline.exits) {
      if (!outline.calls.empty()) continue;
      if (exit.step == back || exit.step.empty())
        come_back(position, stack);
      else
        visit({position.flow, position.flow->find(exit.step)}, stack);
    }
    for (Target const& call : outline.calls) {
      Flow const* const flow = find_flow(subject_, call.step);
      if (flow == nullptr) continue;
      std::vector<Position> deeper = stack;
      deeper.push_back({position.flow, position.flow->find(outline.exits.front().step)});
      visit(start_of(*flow), deeper);
    }
  }

 private:
  void come_back(Position position, std::vector<Position> stack) {
    while (!stack.empty()) {
      Position const next = stack.back();
      stack.pop_back();
      if (next.step != nullptr) return visit(next, stack);
    }
    tell(position);  // the conversation ends here
  }

  void tell(Position position) {
    report(findings_, *position.flow, position.step->mark,
           "a conversation can end at `" + position.step->name +
               "` without a question or a person: escalate, ask, or say `end:` with `person: not_needed`");
  }

  Subject const& subject_;
  std::vector<Finding>& findings_;
  std::set<std::pair<Position, std::vector<Position>>> seen_;
};

}  // namespace

void check_person(Subject const& subject, std::vector<Finding>& findings) {
  bool const has_person =
      std::ranges::any_of(subject.flows, [](auto const& one) { return one.second.command == "person"; });
  for (auto const& [name, flow] : subject.flows) {
    if (!flow.entry && flow.command.empty() && !flow.from_outside) continue;
    if (flow.entry && !has_person)
      report(findings, flow, flow.mark, "no flow has `command: person`, so 0 would reach nobody");
    // A command that goes back to the open question leaves her where 0 works.
    if (!flow.resumes) Search(subject, findings).visit(start_of(flow), {});
  }
}

}  // namespace flows
