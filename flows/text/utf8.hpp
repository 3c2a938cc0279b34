// Between bytes and code points, for the reading of words. Not a validator's tool: what is not UTF-8 becomes U+FFFD.
// Values only; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace flows {

inline constexpr char32_t replacement_character = 0xFFFD;

// One code point read at `at`, and how many bytes it took (at least 1).
struct Decoded {
  char32_t code_point = 0;
  std::size_t bytes = 1;
};
[[nodiscard]] Decoded decode_at(std::string_view text, std::size_t at);

[[nodiscard]] std::u32string from_utf8(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t code_point);

}  // namespace flows
