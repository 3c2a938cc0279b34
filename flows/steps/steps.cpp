#include "flows/steps/steps.hpp"

#include <array>

namespace flows {

// One per file of this folder.
extern StepKind const say_step;
extern StepKind const ask_step;
extern StepKind const record_step;
extern StepKind const set_step;
extern StepKind const branch_step;
extern StepKind const triage_step;
extern StepKind const escalate_step;
extern StepKind const callback_step;
extern StepKind const transfer_step;
extern StepKind const follow_up_step;
extern StepKind const call_step;
extern StepKind const end_step;

std::span<StepKind const> step_kinds() {
  static std::array const kinds{say_step,      ask_step,      record_step,   set_step,       branch_step, triage_step,
                                escalate_step, callback_step, transfer_step, follow_up_step, call_step,   end_step};
  return kinds;
}

}  // namespace flows
