// When somebody answers, as she is told it: in minutes where they are few, else by Nepal's clock; and where nobody sits
// at the queue, when somebody does. Never what the queue's opening hours would make of it on paper. Pure. Threads: any.
#pragma once

#include "flows/engine.hpp"
#include "gateway/desk/routing.hpp"
#include "gateway/line/content.hpp"

#include <string>
#include <string_view>

namespace line {

// Changes a confirmation (`esc_confirm`) to the line that is true now, and fills {mins} and {time} of any line.
void say_when(flows::Say& say, desk::Routed const& routed, Content const& content, flows::Instant now);

// "Tuesday 15:00" in her language, by Nepal's clock.
[[nodiscard]] std::string nepal_time(flows::Instant when, std::string_view language);

}  // namespace line
