// What is heard in an input, one function per kind of thing; the order in which they are asked stands in engine.cpp.
// Each returns whether the input was meant for it and is thereby done.
#pragma once

#include "flows/moment.hpp"

namespace flows {

// Triage of a text, once per turn, and the language she writes in; before anything is heard.
void judge(Moment& moment);

[[nodiscard]] bool hear_end_of_time(Moment& moment);
[[nodiscard]] bool hear_star(Moment& moment);
[[nodiscard]] bool hear_quiet_word(Moment& moment);
[[nodiscard]] bool hear_code_word(Moment& moment);
[[nodiscard]] bool hear_danger(Moment& moment);
[[nodiscard]] bool hear_stop(Moment& moment);
[[nodiscard]] bool hear_erase(Moment& moment);
[[nodiscard]] bool hear_held(Moment& moment);
[[nodiscard]] bool hear_doubt(Moment& moment);
[[nodiscard]] bool hear_ringing(Moment& moment);
[[nodiscard]] bool hear_spam(Moment& moment);
[[nodiscard]] bool hear_command(Moment& moment);
[[nodiscard]] bool hear_silence(Moment& moment);
[[nodiscard]] bool hear_answer(Moment& moment);
[[nodiscard]] bool hear_anything(Moment& moment);

}  // namespace flows
