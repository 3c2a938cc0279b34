// Ways that lead back to where they came from without ever waiting for an answer.
#include "flows/checks/checks.hpp"

#include <map>

namespace flows {
namespace {

enum class Colour { white, grey, black };  // unseen, on the way, done

class Search {
 public:
  Search(Subject const& subject, std::vector<Finding>& findings) : subject_(subject), findings_(findings) {}

  // The depth is bounded by the number of steps in all flows.
  void visit(Position position) {
    Colour& colour = colours_[position];
    if (colour == Colour::black) return;
    if (colour == Colour::grey) {
      report(findings_, *position.flow, position.step->mark,
             "the step `" + position.step->name +
                 "` leads back to itself without waiting for an answer: put a question into the loop");
      return;
    }
    colour = Colour::grey;
    if (!position.step->outline().waits) {
      for (Position const& next : followers(subject_, position)) visit(next);
    }
    colours_[position] = Colour::black;
  }

 private:
  Subject const& subject_;
  std::vector<Finding>& findings_;
  std::map<Position, Colour> colours_;
};

}  // namespace

void check_loops(Subject const& subject, std::vector<Finding>& findings) {
  Search search(subject, findings);
  for_each_step(subject, [&](Flow const& flow, Step const&, Outline const& outline) {
    for (Target const& call : outline.calls) {
      if (call.step == flow.name)
        report(
            findings, flow, call.mark,
            "the flow `" + flow.name + "` calls itself and would never come back: go to one of its steps with `next:`");
    }
  });
  for (auto const& [name, flow] : subject.flows) {
    for (auto const& step : flow.steps) search.visit({&flow, step.get()});
  }
}

}  // namespace flows
