// A telephone number as people paste it, without what people and programs put into it: spaces, hyphens, brackets,
// invisible marks, digits of any script. Pure. Threads: any.
#pragma once

#include <string>
#include <string_view>

namespace line {

// ASCII digits, a leading '+' as '+'; letters and anything else stay, so that whoever reads on can see that it is no
// number. Broken UTF-8 becomes U+FFFD.
[[nodiscard]] std::string plain_digits(std::string_view as_written);

}  // namespace line
