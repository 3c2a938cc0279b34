// Steps after which nothing follows although they do not end the conversation.
#include "flows/checks/checks.hpp"

#include <algorithm>

namespace flows {

void check_dead_ends(Subject const& subject, std::vector<Finding>& findings) {
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    bool const leads_on = std::ranges::any_of(outline.exits, [](Target const& exit) { return !exit.step.empty(); });
    if (leads_on || outline.ends) return;
    report(findings, flow, step.mark,
           "the step `" + step.name + "` is a dead end: say what follows, or end with a step `end:`");
  });
}

}  // namespace flows
