// 9 and 0 mean danger and a person at every step; no choice may stand on them, nor beyond one digit, and no question
// may take one of them alone as its honest answer.
#include "flows/checks/checks.hpp"

namespace flows {

void check_reserved_keys(Subject const& subject, std::vector<Finding>& findings) {
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    if (outline.bare_nine_or_nought) {
      report(findings, flow, step.mark,
             "an honest answer to `" + step.name +
                 "` may be a lone 9 or 0, which mean danger and a person: ask in bands, set `min: 10`, or ask for more "
                 "`digits`");
    }
    if (outline.choices == nullptr) return;
    for (Choice const& choice : *outline.choices) {
      if (choice.key == "9")
        report(findings, flow, choice.mark, "9 means danger at every step: choices use 1 to 8");
      else if (choice.key == "0")
        report(findings, flow, choice.mark, "0 means a person at every step: choices use 1 to 8, and 8 to skip");
      else if (choice.key.size() > 1)
        report(findings, flow, choice.mark, "a choice is one digit from 1 to 8, not " + choice.key);
    }
  });
}

}  // namespace flows
