// The list of step kinds. A new kind is one file in this folder, one line in steps.cpp and its cases in
// tests/flows/steps/.
#pragma once

#include "flows/steps/reader.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace flows {

struct StepKind {
  std::string_view key;    // the key by which the step is known: `say`, `ask`, ...
  std::string_view about;  // a sentence for the step reference
  std::unique_ptr<Step> (*read)(StepReader& reader);
};

[[nodiscard]] std::span<StepKind const> step_kinds();

[[nodiscard]] std::unique_ptr<Step> read_say(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_ask(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_set(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_branch(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_triage(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_escalate(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_call(StepReader& reader);
[[nodiscard]] std::unique_ptr<Step> read_end(StepReader& reader);

}  // namespace flows
