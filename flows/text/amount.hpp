// A number as people write amounts: 1,20,000 · १,२०,००० · 1 lakh 80 hajar · 2.5 lakh · 3 mahina. Signs between digits
// decide, so it reads the text as it came, not normalised. Values only; any thread.
#pragma once

#include <optional>
#include <string_view>

namespace flows {

// The one whole number in the text, up to 999,999,999. Nothing where there are two, where it is none ("1OO", with
// letters), where it is not whole (".5", "2.5"), or where its commas stand as in no number.
[[nodiscard]] std::optional<int> read_amount(std::string_view text);

}  // namespace flows
