// What a fuzzer feeds: each reads any bytes as something a stranger or an editor may send, and ends the program if a
// promise about it does not hold. The corpora in tests/fuzz/corpus/ run in every test run; `./dev fuzz SECONDS` goes
// on.
#pragma once

#include <string_view>

namespace fuzz {

// A flow file: read, checked, drawn. Never a throw, findings have places, work is bounded.
void read_as_flow(std::string_view bytes);
// A condition: read, and judged over names that have odd values. A column is within the text.
void read_as_expression(std::string_view bytes);

}  // namespace fuzz
