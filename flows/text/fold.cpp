#include "flows/text/fold.hpp"

#include "flows/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace flows {
namespace {

constexpr char32_t halanta = 0x094D;
constexpr char32_t nukta = 0x093C;

constexpr bool is_devanagari(char32_t c) { return c >= 0x0900 && c <= 0x097F; }
constexpr bool is_consonant(char32_t c) { return c >= 0x0915 && c <= 0x0939; }

// Letters that Unicode also knows with the nukta built in.
constexpr char32_t without_nukta(char32_t c) {
  switch (c) {
    case 0x0929: return 0x0928;
    case 0x0931: return 0x0930;
    case 0x0934: return 0x0933;
    case 0x0958: return 0x0915;
    case 0x0959: return 0x0916;
    case 0x095A: return 0x0917;
    case 0x095B: return 0x091C;
    case 0x095C: return 0x0921;
    case 0x095D: return 0x0922;
    case 0x095E: return 0x092B;
    case 0x095F: return 0x092F;
    default: return c;
  }
}

constexpr bool is_nasal(char32_t c) { return c == 0x0919 || c == 0x091E || c == 0x0923 || c == 0x0928 || c == 0x092E; }

void drop_signs(std::u32string& word) {
  for (char32_t& c : word) c = without_nukta(c);
  std::erase_if(word, [](char32_t c) { return c == nukta || (c >= 0x0901 && c <= 0x0903); });
}

// A nasal that only colours the consonant behind it: पञ्च, पंच and पँच are one word.
void drop_bound_nasals(std::u32string& word) {
  std::u32string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    bool const bound = i + 2 < word.size() && is_nasal(word[i]) && word[i + 1] == halanta && word[i + 2] >= 0x0915 &&
                       word[i + 2] <= 0x092E;
    if (bound)
      ++i;
    else
      out += word[i];
  }
  word = std::move(out);
}

void replace_all(std::u32string& word, std::u32string_view from, std::u32string_view to) {
  for (std::size_t at = word.find(from); at != std::u32string::npos; at = word.find(from, at + to.size())) {
    word.replace(at, from.size(), to);
  }
}

constexpr char32_t one_letter(char32_t c) {
  switch (c) {
    case 0x0940: return 0x093F;
    case 0x0942: return 0x0941;
    case 0x0908: return 0x0907;
    case 0x090A: return 0x0909;
    case 0x0936:
    case 0x0937: return 0x0938;
    case 0x0923: return 0x0928;
    case 0x0935: return 0x092C;
    default: return c;
  }
}

void drop_doubled(std::u32string& word) {
  std::u32string out;
  for (char32_t const c : word) {
    bool const doubled = is_consonant(c) && out.size() >= 2 && out.back() == halanta && out[out.size() - 2] == c;
    if (doubled)
      out.pop_back();
    else
      out += c;
  }
  word = std::move(out);
}

std::string fold_devanagari(std::u32string word) {
  drop_signs(word);
  drop_bound_nasals(word);
  replace_all(word, U"\u0919", U"\u0917");
  replace_all(word, U"\u091C\u094D\u091E", U"\u0917\u094D\u092F");
  replace_all(word, U"\u0915\u094D\u0937", U"\u091B");
  for (char32_t& c : word) c = one_letter(c);
  replace_all(word, U"\u0943", U"\u0930\u093F");
  replace_all(word, U"\u090B", U"\u0930\u093F");
  drop_doubled(word);
  std::erase_if(word, [](char32_t c) { return c == halanta || c == 0x093D; });
  return to_utf8(word);
}

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }
constexpr bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

char letter_at(std::string const& word, std::size_t i) { return i < word.size() ? word[i] : '\0'; }

// `6aina`, `par6`: the digit is read chha, as chh is.
std::string six_as_chh(std::string const& word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    bool const last = i + 1 == word.size();
    bool const before_vowel = !last && is_vowel(word[i + 1]);
    bool const after_letter = i > 0 && is_letter(word[i - 1]);
    bool const read = word[i] == '6' && ((i == 0 && before_vowel) || (after_letter && (last || before_vowel)));
    if (read)
      out += "chh";
    else
      out += word[i];
  }
  return out;
}

void replace_all(std::string& word, std::string_view from, std::string_view to) {
  for (std::size_t at = word.find(from); at != std::string::npos; at = word.find(from, at + to.size())) {
    word.replace(at, from.size(), to);
  }
}

// A rule is tried only on words that have its letters: most have not.
struct Rule {
  std::string_view from, to;
  std::uint32_t letters = 0;
  constexpr Rule(std::string_view from_these, std::string_view to_these) : from(from_these), to(to_these) {
    for (char const c : from) letters |= 1U << static_cast<unsigned>(c - 'a');
  }
};
std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (char const c : word) {
    if (is_letter(c)) letters |= 1U << static_cast<unsigned>(c - 'a');
  }
  return letters;
}
// Whether it changed anything.
bool rewrite(std::string& word, std::span<Rule const> rules) {
  bool changed = false;
  std::uint32_t letters = letters_of(word);
  for (Rule const& rule : rules) {
    if ((rule.letters & ~letters) != 0) continue;
    if (word.find(rule.from) == std::string::npos) continue;
    replace_all(word, rule.from, rule.to);
    letters = letters_of(word);
    changed = true;
  }
  return changed;
}

void sounds_of_c(std::string& word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] != 'c') continue;
    char const next = letter_at(word, i + 1);
    if (next == 'h') continue;
    word[i] = next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
  }
}

void squeeze(std::string& word) {
  auto const same = [](char a, char b) { return a == b && is_letter(a); };
  word.erase(std::unique(word.begin(), word.end(), same), word.end());
}

void sounds_of_y(std::string& word) {
  if (!word.contains('y')) return;
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char const next = letter_at(word, i + 1);
    bool const glide = word[i] == 'y' && !out.empty() && out.back() == 'i' &&
                       (next == 'a' || next == 'e' || next == 'o' || next == 'u');
    if (!glide) out += word[i];
  }
  for (std::size_t i = 1; i < out.size(); ++i) {
    bool const second = out[i] == 'y' && is_vowel(out[i - 1]) && out[i - 1] != 'i';
    if (second || (out[i] == 'y' && i + 1 == out.size())) out[i] = 'i';
  }
  word = std::move(out);
}

std::string fold_latin(std::string_view typed) {
  static constexpr std::array first{Rule{"x", "chh"}, Rule{"ksh", "chh"}, Rule{"ck", "k"}};
  static constexpr std::array then{Rule{"q", "k"},  Rule{"chh", "ch"}, Rule{"sh", "s"}, Rule{"ph", "f"},
                                   Rule{"kh", "k"}, Rule{"gh", "g"},   Rule{"th", "t"}, Rule{"dh", "d"},
                                   Rule{"bh", "b"}, Rule{"jh", "j"},   Rule{"z", "j"},  Rule{"v", "b"},
                                   Rule{"w", "b"},  Rule{"ee", "i"},   Rule{"oo", "u"}, Rule{"ou", "u"}};
  std::string word = typed.contains('6') ? six_as_chh(std::string(typed)) : std::string(typed);
  rewrite(word, first);
  sounds_of_c(word);
  // What one letter becomes may make a pair with its neighbour (wh, bh): again, until nothing changes.
  while (rewrite(word, then)) squeeze(word);
  squeeze(word);
  sounds_of_y(word);
  squeeze(word);
  if (word.size() > 3 && word.back() == 'a') word.pop_back();
  return word;
}

}  // namespace

bool never_folded(std::string_view word) {
  // Their folds are Nepali words: bhage, chute, pich, ... A test keeps that true of each.
  static constexpr auto english =
      std::to_array<std::string_view>({"bet", "biz", "book", "buck", "cute", "ferry", "mood", "mud", "pitch", "polish",
                                       "sheep", "ship", "tank", "thank", "wage", "wet", "wish", "wood"});
  return std::ranges::binary_search(english, word);
}

std::string fold(std::string_view word) {
  constexpr std::size_t word_bytes_max = 120;  // no word is longer, and folding walks it many times
  if (word.size() > word_bytes_max) return std::string(word);
  bool const ascii = std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    bool const latin = std::ranges::any_of(word, is_letter);
    return latin && !never_folded(word) ? fold_latin(word) : std::string(word);
  }
  std::u32string points = from_utf8(word);
  bool const devanagari = std::ranges::any_of(points, is_devanagari);
  return devanagari ? fold_devanagari(std::move(points)) : std::string(word);
}

std::string fold_words(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t const space = std::min(text.find(' ', at), text.size());
    if (!out.empty()) out += ' ';
    out += fold(text.substr(at, space - at));
    at = space + 1;
  }
  return out;
}

}  // namespace flows
