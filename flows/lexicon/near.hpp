// Words one letter away from a given one (a letter too many, missing, or another): found by what is left when one
// letter is taken out, so that the sheet is not walked for every unread word. The first letter must be the same.
// Read-only once built; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace flows {

class NearWords {
 public:
  // `id` is given back by `find`.
  void add(std::string_view word, std::uint32_t id);
  [[nodiscard]] std::vector<std::uint32_t> find(std::string_view word) const;

 private:
  struct Entry {
    std::u32string word;
    std::uint32_t id = 0;
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::u32string, std::vector<std::uint32_t>> by_rest_;  // rest, to places in `entries_`
};

// Whether one letter put in, taken out or replaced makes the one the other; equal words are not near.
[[nodiscard]] bool is_one_letter_away(std::u32string_view a, std::u32string_view b);

}  // namespace flows
