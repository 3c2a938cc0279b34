// The checks by name; the list is checks.cpp. A new check is one file in this folder, one line in the list and its
// cases in tests/flows/checks_test.cpp.
#pragma once

#include "flows/check.hpp"

#include <functional>

namespace flows {

void check_names(Subject const& subject, std::vector<Finding>& findings);
void check_unreachable(Subject const& subject, std::vector<Finding>& findings);
void check_dead_ends(Subject const& subject, std::vector<Finding>& findings);
void check_loops(Subject const& subject, std::vector<Finding>& findings);
void check_translations(Subject const& subject, std::vector<Finding>& findings);
void check_outdated(Subject const& subject, std::vector<Finding>& findings);
void check_destinations(Subject const& subject, std::vector<Finding>& findings);
void check_shadows(Subject const& subject, std::vector<Finding>& findings);
void check_reserved_keys(Subject const& subject, std::vector<Finding>& findings);
void check_lengths(Subject const& subject, std::vector<Finding>& findings);
void check_spoken_forms(Subject const& subject, std::vector<Finding>& findings);
void check_person(Subject const& subject, std::vector<Finding>& findings);
void check_variables(Subject const& subject, std::vector<Finding>& findings);

// What the checks share.
void report(std::vector<Finding>& findings, Flow const& flow, Mark mark, std::string message);
using Visit = std::function<void(Flow const& flow, Step const& step, Outline const& outline)>;
void for_each_step(Subject const& subject, Visit const& visit);
[[nodiscard]] Flow const* find_flow(Subject const& subject, std::string_view name);

// A step of a flow; the nodes of the graph that the flows are.
struct Position {
  Flow const* flow = nullptr;
  Step const* step = nullptr;
  friend auto operator<=>(Position const&, Position const&) = default;
};
// Where a step may lead: its exits, and the start of a flow that it calls. What does not exist is left out.
[[nodiscard]] std::vector<Position> followers(Subject const& subject, Position position);
[[nodiscard]] Position start_of(Flow const& flow);

}  // namespace flows
