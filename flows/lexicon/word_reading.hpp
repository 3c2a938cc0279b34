// What one word may be read as, whatever stands beside it: the words of rows that it is as typed, folded, without an
// ending or one letter away, the groups it is of, the verbs it is a form of. Worked out once at load for every word of
// the sheets. Values only; any thread.
#pragma once

#include "flows/lexicon/few.hpp"
#include "flows/lexicon/verbs.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace flows {

using WordId = std::uint32_t;
inline constexpr WordId no_word = 0;

struct WordReading {
  struct Stem {
    WordId typed = no_word;
    WordId folded = no_word;
    WordId ending = no_word;
  };
  std::string folded;
  WordId typed_id = no_word;
  WordId folded_id = no_word;
  Few<Stem, 6> stems;       // with one ending cut off
  Few<WordId, 6> groups;    // {kin}
  Few<WordId, 8> near;      // folded words one letter away, where nothing else is known
  VerbReadings verbs;       // by its own ending
  VerbReadings without_na;  // the same without a na before it, which denies
  bool may_stand_between = false;
  bool may_begin_place = false;
};

struct LexiconIndex;

[[nodiscard]] WordReading read_word(LexiconIndex const& index, std::string_view normalised);

// Every word of the index, so that a text costs a look each. Once, when all else is built.
void read_known_words(LexiconIndex& index);

}  // namespace flows
