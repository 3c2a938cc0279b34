// A fixed list of words, sorted when compiled, so that asking costs a few comparisons and not one for every word of the
// list. Values only; any thread.
//
//   constexpr WordSet doing(std::to_array<std::string_view>({"le", "ne"}));   doing.contains(word)
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flows {

// By length first: that needs no look at the letters.
struct ShorterFirst {
  constexpr bool operator()(std::string_view a, std::string_view b) const {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }
};

template <std::size_t size>
class WordSet {
 public:
  consteval explicit WordSet(std::array<std::string_view, size> words) : words_(words) {
    std::ranges::sort(words_, ShorterFirst{});
    for (std::string_view const word : words_) lengths_[place(word)] |= length(word);
  }

  [[nodiscard]] constexpr bool contains(std::string_view word) const {
    if (word.empty() || (lengths_[place(word)] & length(word)) == 0) return false;
    return std::ranges::binary_search(words_, word, ShorterFirst{});
  }

 private:
  // Most words are in none of our lists, and that is told by how long they are and how they end. The last byte differs
  // in every script, the first is the same throughout Devanagari.
  static constexpr std::size_t places = 32;
  static constexpr std::size_t place(std::string_view word) { return static_cast<unsigned char>(word.back()) % places; }
  static constexpr std::uint64_t length(std::string_view word) {
    return std::uint64_t{1} << std::min<std::size_t>(word.size(), 63);
  }

  std::array<std::string_view, size> words_;
  std::array<std::uint64_t, places> lengths_{};
};

}  // namespace flows
