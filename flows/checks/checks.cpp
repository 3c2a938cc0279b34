#include "flows/checks/checks.hpp"

#include <array>

namespace flows {

std::span<Check const> checks() {
  static std::array<Check, 13> const all{{
      {"unknown names", check_names},
      {"unreachable steps", check_unreachable},
      {"dead ends", check_dead_ends},
      {"loops without a wait", check_loops},
      {"missing translations", check_translations},
      {"outdated translations", check_outdated},
      {"what networks refuse", check_destinations},
      {"choices that shadow one another", check_shadows},
      {"choices on reserved keys", check_reserved_keys},
      {"texts that are too long", check_lengths},
      {"numbers and references without a spoken form", check_spoken_forms},
      {"paths without a person", check_person},
      {"undefined names in conditions", check_variables},
  }};
  return all;
}

std::vector<Finding> check(Subject const& subject) {
  std::vector<Finding> findings;
  for (Check const& one : checks()) one.run(subject, findings);
  return findings;
}

void report(std::vector<Finding>& findings, Flow const& flow, Mark mark, std::string message) {
  findings.push_back({flow.file, mark.line, mark.column, Finding::Level::error, std::move(message)});
}

void for_each_step(Subject const& subject, Visit const& visit) {
  for (auto const& [name, flow] : subject.flows) {
    for (auto const& step : flow.steps) visit(flow, *step, step->outline());
  }
}

Flow const* find_flow(Subject const& subject, std::string_view name) {
  auto const found = subject.flows.find(name);
  return found == subject.flows.end() ? nullptr : &found->second;
}

Position start_of(Flow const& flow) { return {&flow, flow.find(flow.start.step)}; }

std::vector<Position> followers(Subject const& subject, Position position) {
  std::vector<Position> next;
  Outline const outline = position.step->outline();
  for (Target const& exit : outline.exits) {
    if (Step const* const step = position.flow->find(exit.step)) next.push_back({position.flow, step});
  }
  for (Target const& call : outline.calls) {
    Flow const* const flow = find_flow(subject, call.step);
    if (flow != nullptr && start_of(*flow).step != nullptr) next.push_back(start_of(*flow));
  }
  return next;
}

}  // namespace flows
