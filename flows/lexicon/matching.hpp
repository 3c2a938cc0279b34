// Which rows of the lexicon stand in a text (domain notes 4.3, "Matching"). Rows are tried longest first; a word that
// one concept used is not used again by another, so that "maya le mareko" is no death and "dont want to live" no wish
// to live. Only modifiers may look at a word that a signal, intent or noun took; what a denial took is gone for all.
// Values only; any thread. Views and row pointers live as long as the lexicon and the text.
#pragma once

#include "flows/lexicon/tokens.hpp"

#include <cstdint>
#include <vector>

namespace flows {

// How sure a reading of a word is; the first is the surest.
enum class Sureness : std::uint8_t { typed, folded, stem, stem_folded, form, apart, near };

struct Hit {
  LexiconRow const* row = nullptr;
  Few<std::uint32_t, row_words_max> tokens;  // the words it used, in order; fillers left out
  Sureness sureness = Sureness::typed;       // of the least sure word
};

struct Reading {
  std::vector<Token> tokens;
  std::forward_list<WordReading> unknown;  // what tokens of no sheet point to
  std::vector<Hit> hits;                   // what counts, negations too
  std::vector<Hit> denied;  // "kuteko chaina", "not beaten": does not count, but a denied threat is asked about
};

enum class MalayRows : std::uint8_t { count, only_in_company };

// `text` must outlive the reading.
[[nodiscard]] Reading read_words(Lexicon const& lexicon, Normalised const& text, MalayRows malay);

}  // namespace flows
