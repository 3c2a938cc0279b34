// The words of a text, each with what it may be read as and with what its neighbours make of it. Values only; any
// thread. Views and pointers live as long as the lexicon, the text and the tokens.
#pragma once

#include "flows/lexicon/index.hpp"
#include "flows/text/normalise.hpp"

#include <cstdint>
#include <forward_list>
#include <string_view>
#include <vector>

namespace flows {

struct Token {
  std::string_view text;              // normalised
  WordReading const* word = nullptr;  // never null
  Few<WordId, 12> kinds;              // {sell}, {kin}: the verbs and groups it is of here
  std::uint32_t clause = 0;
  bool may_stand_between = false;
  bool verb_denied = false;  // a verb that na or chaina beside it denies
  bool denies = false;       // a verb denied by its own ending: bechena
};

struct Tokens {
  std::vector<Token> list;
  std::forward_list<WordReading> unknown;  // of words that no sheet holds
};

// `text` must outlive the tokens. At most about ten parts of a long text are read.
[[nodiscard]] Tokens read_tokens(LexiconIndex const& index, Normalised const& text);

// What kinds of words they are: groups, and verbs, denied by their ending, by na before the stem or by the words
// beside.
void add_kinds(LexiconIndex const& index, std::vector<Token>& tokens);

}  // namespace flows
