// What the rules of severity say, in words that an operator reads beside a case. The rules themselves are the flows'.
#pragma once

#include <string_view>

namespace desk {

// "C6" -> "she is locked in, and hurt, hungry, ..."; empty for a rule that has no words here.
[[nodiscard]] std::string_view rule_words(std::string_view rule);

}  // namespace desk
