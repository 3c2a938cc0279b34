// From a network's bytes to text that people read: always valid UTF-8, whatever came. What cannot be read stands as
// U+FFFD. Zero bytes are left out rather than marked: a word that one of them cuts is still heard as the word.
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

namespace providers {

[[nodiscard]] bool is_utf8(std::string_view bytes);

[[nodiscard]] std::string text_of_utf8(std::string_view bytes);
[[nodiscard]] std::string text_of_utf16be(std::string_view bytes);  // a mark of byte order at the start is dropped
[[nodiscard]] std::string text_of_windows_1252(std::string_view bytes);

// Appends one character. A surrogate or a number beyond Unicode becomes U+FFFD.
void append_utf8(std::string& text, char32_t character);

}  // namespace providers
