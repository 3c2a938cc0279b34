// Texts made by chance out of what the sheets hold and of what no sheet holds: words of every script, forms of verbs,
// slips of the finger, numbers, emoji, bytes that are no text. The same seed gives the same texts. Threads: one.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace texts {

// How many texts or turns a property is tried on: SAATHI_PROPERTIES, else 20,000.
[[nodiscard]] int how_many();

class Maker {
 public:
  explicit Maker(unsigned seed);

  // Of one to some thirty words; now and then of ten thousand letters, or pasted twice.
  [[nodiscard]] std::string text();
  // One word of the sheets, as it stands or mistyped, or a form of a verb.
  [[nodiscard]] std::string word();
  // What a sheet calls critical by itself, as somebody might type it.
  [[nodiscard]] std::string grave();
  // Bytes that are no text, or no word.
  [[nodiscard]] std::string rubbish();
  [[nodiscard]] std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::string mistyped(std::string word);

  std::mt19937 random_;
};

}  // namespace texts
