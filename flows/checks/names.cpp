// Steps, flows and copy lines that are named and are not there.
#include "flows/checks/checks.hpp"

namespace flows {
namespace {

std::string suggestion(std::string const& written, std::vector<std::string> const& known) {
  std::string const near = nearest(written, known);
  return near.empty() ? "" : "; did you mean `" + near + "`?";
}

}  // namespace

void check_names(Subject const& subject, std::vector<Finding>& findings) {
  std::vector<std::string> flow_names;
  std::vector<std::string> copy_names;
  for (auto const& [name, flow] : subject.flows) flow_names.push_back(name);
  for (Copy::Line const& line : subject.copy.lines()) copy_names.push_back(line.id);

  auto const step_there = [&](Flow const& flow, Target const& target) {
    if (target.step.empty() || target.step == back || flow.find(target.step) != nullptr) return;
    std::vector<std::string> steps{std::string(back)};
    for (auto const& step : flow.steps) steps.push_back(step->name);
    report(findings, flow, target.mark,
           "the step `" + target.step + "` is not in this flow" + suggestion(target.step, steps));
  };
  auto const copy_there = [&](Flow const& flow, Text const& text, std::string const& id) {
    if (id.empty() || subject.copy.find(id) != nullptr) return;
    report(findings, flow, text.mark,
           "the text `" + id + "` is not in " + subject.copy.file() + suggestion(id, copy_names));
  };
  for (auto const& [name, flow] : subject.flows) step_there(flow, flow.start);
  for_each_step(subject, [&](Flow const& flow, Step const&, Outline const& outline) {
    for (Target const& exit : outline.exits) step_there(flow, exit);
    for (Target const& call : outline.calls) {
      if (find_flow(subject, call.step) != nullptr) continue;
      report(findings, flow, call.mark,
             "the flow `" + call.step + "` is not there" + suggestion(call.step, flow_names));
    }
    for (Target const& begun : outline.begins) {
      Flow const* const later = find_flow(subject, begun.step);
      if (later == nullptr) {
        report(findings, flow, begun.mark,
               "the flow `" + begun.step + "` is not there" + suggestion(begun.step, flow_names));
      } else if (!later->from_outside) {
        report(findings, flow, begun.mark,
               "the flow `" + begun.step + "` does not begin by itself: give it `begun_by: desk`");
      }
    }
    for (Text const* const text : outline.texts) {
      copy_there(flow, *text, text->copy);
      copy_there(flow, *text, text->voice_copy);
    }
  });
}

}  // namespace flows
