// How an answer is read against the choices of a question: by digit in any script, by the words every question knows
// (yes, no, not sure, skip), by the words a choice lists. Shared by `ask` and by the menu of `triage`.
#pragma once

#include "flows/flow.hpp"
#include "flows/moment.hpp"

#include <vector>

namespace flows {

// Nothing if the answer is none of them. On keys only digits count.
[[nodiscard]] Choice const* heard_choice(Moment const& moment, std::vector<Choice> const& choices);

}  // namespace flows
