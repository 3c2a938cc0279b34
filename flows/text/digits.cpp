#include "flows/text/digits.hpp"

#include <algorithm>
#include <vector>

namespace flows {
namespace {

constexpr std::size_t number_digits_max = 9;  // fits an int, and no count or year needs more

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view word) { return !word.empty() && std::ranges::all_of(word, is_digit); }
bool starts_beyond_ascii(std::string_view word) { return static_cast<unsigned char>(word.front()) >= 0x80; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const space = std::min(text.find(' ', at), text.size());
    if (space > at) words.push_back(text.substr(at, space - at));
    at = space + 1;
  }
  return words;
}

// Emoji of four bytes and the older symbols from U+2000: decoration beside a digit, never a letter of ours.
bool is_decoration(std::string_view word) {
  auto const lead = static_cast<unsigned char>(word.front());
  bool const older_symbol = word.size() == 3 && lead == 0xE2;
  return starts_beyond_ascii(word) && (lead >= 0xF0 || older_symbol);
}

std::vector<std::string_view> without_decoration(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  std::erase_if(words, is_decoration);
  return words;
}

}  // namespace

std::optional<int> read_digit_answer(std::string_view normalised) {
  std::vector<std::string_view> const words = without_decoration(normalised);
  if (words.empty() || words.front().size() != 1 || !all_digits(words.front())) return std::nullopt;
  bool const same = std::ranges::all_of(words, [&](std::string_view word) { return word == words.front(); });
  if (!same) return std::nullopt;
  return words.front().front() - '0';
}

std::optional<std::string> read_digits(std::string_view normalised) {
  std::string digits;
  for (std::string_view const word : without_decoration(normalised)) {
    if (!all_digits(word)) return std::nullopt;
    digits += word;
  }
  if (digits.empty()) return std::nullopt;
  return digits;
}

std::optional<int> read_only_number(std::string_view normalised) {
  std::optional<int> found;
  for (std::size_t at = 0; at < normalised.size();) {
    if (!is_digit(normalised[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < normalised.size() && is_digit(normalised[end])) ++end;
    if (found || end - at > number_digits_max) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < end; ++i) value = value * 10 + (normalised[i] - '0');
    found = value;
    at = end;
  }
  return found;
}

bool is_danger_digit(std::string_view normalised, Asked open_question) {
  std::vector<std::string_view> const words = without_decoration(normalised);
  if (words.empty()) return false;
  auto const nines = [](std::string_view word) { return word.find_first_not_of('9') == std::string_view::npos; };
  if (!std::ranges::all_of(words, nines)) return false;
  bool const lone = std::ranges::all_of(words, [](std::string_view word) { return word.size() == 1; });
  return lone || open_question == Asked::no;
}

}  // namespace flows
