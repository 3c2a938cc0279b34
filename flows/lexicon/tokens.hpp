// The words of a text with all that each may be read as: as typed, folded, with an ending cut off, as a form of a verb,
// as a word of a group, as a misspelling. Values only; any thread. Views live as long as the lexicon and the text.
#pragma once

#include "flows/lexicon/few.hpp"
#include "flows/lexicon/index.hpp"
#include "flows/text/normalise.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct Token {
  struct Stem {
    WordId typed = no_word;
    WordId folded = no_word;
    WordId ending = no_word;
  };
  std::string_view text;  // normalised
  std::string folded;
  WordId typed_id = no_word;
  WordId folded_id = no_word;
  Few<Stem, 6> stems;     // with one ending cut off
  Few<WordId, 12> kinds;  // {sell}, {kin}: the verbs and groups it is of
  Few<WordId, 8> near;    // folded words one letter away, where nothing else is known
  std::uint32_t clause = 0;
  bool may_stand_between = false;
  bool verb_denied = false;  // a verb that na or chaina beside it denies
  bool denies = false;       // a verb denied by its own ending: bechena
};

// `text` must outlive the tokens. At most about ten parts of a long text are read.
[[nodiscard]] std::vector<Token> read_tokens(LexiconIndex const& index, Normalised const& text);

// The verbs that each word is a form of, denied by its ending, by na before its stem or by the words beside it.
void add_verbs(LexiconIndex const& index, std::vector<Token>& tokens);

}  // namespace flows
