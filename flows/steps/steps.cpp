#include "flows/steps/steps.hpp"

#include <array>

namespace flows {

std::span<StepKind const> step_kinds() {
  static constexpr std::array<StepKind, 8> kinds{{
      {"say", "Says one text and goes on.", read_say},
      {"ask", "Asks a question and waits: a choice, a text, or a country.", read_ask},
      {"set", "Gives names their values.", read_set},
      {"branch", "Goes on where the first condition holds.", read_branch},
      {"triage", "Finds out from her words, or from the menu, what is wrong and how urgent it is.", read_triage},
      {"escalate", "Brings a person in: opens the case, or a case apart.", read_escalate},
      {"call", "Runs another flow and comes back.", read_call},
      {"end", "Ends the conversation.", read_end},
  }};
  return kinds;
}

}  // namespace flows
