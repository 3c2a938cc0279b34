// How a case stands while somebody holds it, and how grave it is. Waiting states stop its clocks and have a reason;
// severity is raised by anybody who works on it and lowered by a senior alone, with a reason. Acts for CaseDesk::act.
#pragma once

#include "gateway/desk/case_work.hpp"

#include <string>

namespace desk {

// For her, for a partner, or because it is not safe to write. `state`: waiting_caller, waiting_partner, unsafe_hold.
[[nodiscard]] Act wait(store::CaseState state, std::string reason);
[[nodiscard]] Act resume();
// `reason` may be empty where it is raised.
[[nodiscard]] Act set_severity(store::Severity severity, std::string reason);

// The rule that a person's word stands for, beside the C and H rules of triage.
inline constexpr std::string_view by_a_person = "person";

[[nodiscard]] bool is_waiting(store::CaseState state);
// She was heard: whoever waited for her, or for a safe hour, waits no longer. False: nothing changed.
[[nodiscard]] bool hear_caller(store::Case& record);

}  // namespace desk
