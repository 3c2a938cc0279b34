// 9 and 0 mean danger and a person at every step; no choice may stand on them, nor beyond one digit.
#include "flows/checks/checks.hpp"

namespace flows {

void check_reserved_keys(Subject const& subject, std::vector<Finding>& findings) {
  for_each_step(subject, [&](Flow const& flow, Step const&, Outline const& outline) {
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
