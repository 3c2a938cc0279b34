// Names in conditions that no step gives a value and that are no fact: the row would never hold.
#include "flows/checks/checks.hpp"
#include "flows/moment.hpp"

#include <set>

namespace flows {

void check_variables(Subject const& subject, std::vector<Finding>& findings) {
  std::set<std::string, std::less<>> known;
  for (KnownName const& name : known_names()) known.emplace(name.name);
  for_each_step(subject, [&](Flow const&, Step const&, Outline const& outline) {
    known.insert(outline.saves.begin(), outline.saves.end());
  });
  std::vector<std::string> const list(known.begin(), known.end());
  for_each_step(subject, [&](Flow const& flow, Step const&, Outline const& outline) {
    for (Condition const* const condition : outline.conditions) {
      for (Expression::Name const& name : condition->expression.names()) {
        if (known.contains(name.name)) continue;
        std::string const near = nearest(name.name, list);
        Mark const mark{condition->mark.line, condition->mark.column + name.column - 1};
        report(findings, flow, mark,
               "nothing gives `" + name.name + "` a value" + (near.empty() ? "" : "; did you mean `" + near + "`?"));
      }
    }
  });
}

}  // namespace flows
