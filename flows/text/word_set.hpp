// A fixed list of words, sorted when compiled, so that asking costs a few comparisons and not one for every word of the
// list. Values only; any thread.
//
//   constexpr WordSet doing(std::to_array<std::string_view>({"le", "ne"}));   doing.contains(word)
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace flows {

template <std::size_t size>
class WordSet {
 public:
  consteval explicit WordSet(std::array<std::string_view, size> words) : words_(words) {
    std::ranges::sort(words_, before);
    for (std::string_view const word : words_) longest_ = std::max(longest_, word.size());
  }

  [[nodiscard]] constexpr bool contains(std::string_view word) const {
    return word.size() <= longest_ && std::ranges::binary_search(words_, word, before);
  }

 private:
  // By length first: that needs no look at the letters.
  static constexpr bool before(std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  }

  std::array<std::string_view, size> words_;
  std::size_t longest_ = 0;
};

}  // namespace flows
