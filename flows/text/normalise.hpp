// Tier A of reading (domain notes 4.3), done to every text before anything looks at it: NFKC, every decimal digit of
// any script to 0-9, zero-width, bidi, variation and keycap marks and apostrophes deleted, Latin in lower case, each
// emoji a word of its own, all other punctuation a space. Devanagari vowel signs are kept: they are marks to Unicode,
// letters to a reader. Normalising twice is normalising once. Any bytes are taken; what is not UTF-8 reads as a space.
// Values only; any thread.
//
//   flows::normalise("Company-le १२ जना… ९!").text == "company le 12 जना 9"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct Word {
  std::string text;         // normalised
  std::uint32_t begin = 0;  // bytes of the text as it came: [begin, end)
  std::uint32_t end = 0;
  std::uint32_t clause = 0;  // counted from 0; a clause ends at . , ; ! ? danda and line end
  bool emoji = false;
};

struct Normalised {
  std::string text;  // the words with one space between them: what whole-message rows are compared with
  std::vector<Word> words;
};

// Bytes of a text that are read, about the longest a handset can send as parts (255 of 153 letters); the rest is left
// out.
inline constexpr std::size_t text_bytes_max = 40'000;

[[nodiscard]] Normalised normalise(std::string_view text);

// The normalised text alone, e.g. of an alias in a sheet.
[[nodiscard]] std::string normalised_text(std::string_view text);

}  // namespace flows
