// Words one letter away from a given one (a letter too many, missing, or another): found by what is left when one
// letter is taken out, so that the sheet is not walked for every unread word. The first letter must be the same.
// Filled, then `finish`ed, then read-only; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

class NearWords {
 public:
  // `id` is given back by `find`.
  void add(std::string_view word, std::uint32_t id);
  void finish();
  [[nodiscard]] std::vector<std::uint32_t> find(std::string_view word) const;

 private:
  struct Entry {
    std::u32string word;
    std::uint32_t id = 0;
  };
  // What is left of an entry, as a number: several may share one, so words are compared in the end.
  struct Rest {
    std::uint64_t sum = 0;
    std::uint32_t entry = 0;
  };
  std::vector<Entry> entries_;
  std::vector<Rest> rests_;  // by sum
};

// Whether one letter put in, taken out or replaced makes the one the other; equal words are not near.
[[nodiscard]] bool is_one_letter_away(std::u32string_view a, std::u32string_view b);

}  // namespace flows
