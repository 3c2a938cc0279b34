// A Devanagari word in Latin letters, as people type it, so that it also meets rows of the sheet that stand there only
// romanised. Less sure than a spelling in its own script. Values only; any thread.
#pragma once

#include <string>
#include <string_view>

namespace flows {

// Empty if the word is not Devanagari. "तलब" gives "talab", "बोलाउँछ" gives "bolauchha".
[[nodiscard]] std::string romanise(std::string_view word);

}  // namespace flows
