// Signs that somebody else holds her phone. They freeze her contact rules: what is written then may make them stricter
// and never looser, and the script says nothing, until a person lifts it with a reason. Acts for CaseDesk::act.
#pragma once

#include "gateway/desk/case_work.hpp"
#include "gateway/store/contact.hpp"

#include <span>
#include <string>
#include <string_view>

namespace desk {

// style, language, formal, who_is_this, what_did_she_say, her_name, stop_the_case, employer
[[nodiscard]] std::span<std::string_view const> stranger_signs();
[[nodiscard]] Act freeze_rules(std::string sign);
// `how` it was made sure that it is she: code_word, call.
[[nodiscard]] Act lift_freeze(std::string how, std::string reason);

// What a turn wants her rules to be, as far as a frozen contact may become that.
[[nodiscard]] store::Rules stricter_only(store::Rules const& before, store::Rules const& wanted);

}  // namespace desk
