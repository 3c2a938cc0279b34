#include "flows/text/romanise.hpp"

#include "flows/text/utf8.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

struct Letter {
  char32_t letter;
  std::string_view sound;
};
constexpr auto consonants = std::to_array<Letter>(
    {{U'क', "k"}, {U'ख', "kh"}, {U'ग', "g"},  {U'घ', "gh"}, {U'ङ', "ng"}, {U'च', "ch"}, {U'छ', "chh"},
     {U'ज', "j"}, {U'झ', "jh"}, {U'ञ', "n"},  {U'ट', "t"},  {U'ठ', "th"}, {U'ड', "d"},  {U'ढ', "dh"},
     {U'ण', "n"}, {U'त', "t"},  {U'थ', "th"}, {U'द', "d"},  {U'ध', "dh"}, {U'न', "n"},  {U'प', "p"},
     {U'फ', "f"}, {U'ब', "b"},  {U'भ', "bh"}, {U'म', "m"},  {U'य', "y"},  {U'र', "r"},  {U'ल', "l"},
     {U'व', "w"}, {U'श', "sh"}, {U'ष', "sh"}, {U'स', "s"},  {U'ह', "h"}});
constexpr auto vowels = std::to_array<Letter>({{U'अ', "a"},
                                               {U'आ', "aa"},
                                               {U'इ', "i"},
                                               {U'ई', "i"},
                                               {U'उ', "u"},
                                               {U'ऊ', "u"},
                                               {U'ऋ', "ri"},
                                               {U'ए', "e"},
                                               {U'ऐ', "ai"},
                                               {U'ओ', "o"},
                                               {U'औ', "au"}});
constexpr auto signs = std::to_array<Letter>({{0x093E, "aa"},
                                              {0x093F, "i"},
                                              {0x0940, "i"},
                                              {0x0941, "u"},
                                              {0x0942, "u"},
                                              {0x0943, "ri"},
                                              {0x0947, "e"},
                                              {0x0948, "ai"},
                                              {0x094B, "o"},
                                              {0x094C, "au"},
                                              {0x0949, "o"},
                                              {0x094D, ""}});

template <std::size_t size>
Letter const* find(std::array<Letter, size> const& letters, char32_t c) {
  auto const at = std::ranges::find(letters, c, &Letter::letter);
  return at == letters.end() ? nullptr : &*at;
}

bool is_silent(char32_t c) { return (c >= 0x0901 && c <= 0x0903) || c == 0x093C || c == 0x093D; }

}  // namespace

// A consonant without a sign has an a behind it, but not the last of a word: तलब is talab.
std::string romanise(std::string_view word) {
  std::u32string points = from_utf8(word);
  std::erase_if(points, is_silent);
  std::string out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (Letter const* vowel = find(vowels, points[i])) {
      out += vowel->sound;
      continue;
    }
    if (find(signs, points[i]) != nullptr) continue;  // taken with its consonant
    Letter const* consonant = find(consonants, points[i]);
    if (consonant == nullptr) return {};
    out += consonant->sound;
    bool const last = i + 1 == points.size();
    Letter const* sign = last ? nullptr : find(signs, points[i + 1]);
    if (sign != nullptr)
      out += sign->sound;
    else if (!last || points[i] == U'छ')
      out += 'a';
  }
  return out;
}

}  // namespace flows
