// The list of step kinds, each with what a person who writes flows has to know of it: the step reference is made from
// this list. A new kind is one file in this folder, its two lines in steps.cpp and its cases in tests/flows/steps/.
#pragma once

#include "flows/steps/reader.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace flows {

struct StepKey {
  std::string_view name;
  std::string_view about;  // a sentence, beginning in small letters, without its full stop
};

struct StepKind {
  std::string_view key;        // by which the step is known: `say`, `ask`, ...
  std::string_view about;      // a sentence or two
  std::string_view on_a_call;  // what is other by keypad; empty: nothing
  std::span<StepKey const> keys;
  std::string_view example;  // YAML as it stands under `steps:`, without its indentation; a test reads it
  std::unique_ptr<Step> (*read)(StepReader& reader);
};

[[nodiscard]] std::span<StepKind const> step_kinds();

// All of it as a page, which docs/steps.md is a copy of.
[[nodiscard]] std::string step_reference();

}  // namespace flows
