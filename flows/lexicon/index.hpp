// How the lexicon finds its rows: every word of the sheet has a number, rows hang at their first word, whole messages
// in a table of their own. Built once by read_lexicon; read-only then; any thread. Only for flows/lexicon and its
// tests.
#pragma once

#include "flows/lexicon/lexicon.hpp"
#include "flows/lexicon/near.hpp"
#include "flows/lexicon/verbs.hpp"
#include "flows/lexicon/word_reading.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace flows {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

// One word of a row: matched as typed, else by fold, else by its verb or group; no fold for rows that match as typed
// only. A word in braces has nothing but its verb or group.
struct RowWord {
  WordId typed = no_word;
  WordId folded = no_word;
  std::array<WordId, 2> kinds{no_word, no_word};  // {sell}, {kin}
};

// Nobody texts a longer phrase in just these words.
inline constexpr std::size_t row_words_max = 16;

struct RowKeys {
  std::vector<RowWord> words;
  bool exact = false;           // no fold, no ending, no misspelling
  bool participle = false;      // ends in -eko: denied by a chaina behind it
  bool ends_in_verb = false;    // that says something is or was done
  bool english = false;         // denied by a not before it
  bool holds_negation = false;  // is itself the denial
  bool malay_alone = false;     // a Malay form that no row of another language has too
  bool apart = false;           // other words may stand between, and the first is whom it befalls
};

// A row where it hangs, with its last word: most are told at once by that word not being in the text.
struct HangingRow {
  std::uint32_t row = 0;
  RowWord last;
};

// What a word may be besides a word of rows.
struct WordUse {
  bool filler_typed = false;  // may stand between the words of a phrase
  bool filler_folded = false;
  bool in_row_typed = false;
  bool in_row_folded = false;
  bool of_others = false;  // an ending, or the word behind, of who does it or whose it is: le, ko, bata
};

struct LexiconIndex {
  std::vector<LexiconRow> rows;
  std::vector<RowKeys> keys;                            // beside `rows`
  TextMap<WordId> ids;                                  // typed and folded words alike
  std::vector<WordUse> uses;                            // by word id
  std::vector<std::vector<HangingRow>> rows_by_typed;   // by id of the first word
  std::vector<std::vector<HangingRow>> rows_by_folded;  // and by its kinds
  TextMap<std::vector<std::uint32_t>> whole;            // whole messages, in order of the sheets
  std::size_t whole_bytes_max = 0;                      // of the longest of them
  Verbs verbs;
  std::vector<std::array<WordId, 3>> verb_kinds;  // beside `verbs.names()`, by VerbReading::Form
  std::vector<std::vector<WordId>> groups;        // by word id: the groups it is of
  std::vector<WordReading> known;                 // by word id
  NearWords near;                                 // folded words that may be misspelt
  Places places;

  [[nodiscard]] WordId id(std::string_view word) const;
  // The kind of word that a reading is: {sell}, {sell-not}, {sell-to}.
  [[nodiscard]] WordId kind(VerbReading reading) const {
    return verb_kinds[reading.verb].at(static_cast<std::size_t>(reading.form));
  }
};

// A word of a row in braces names a verb of the sheet of verbs or a group of words; empty if it is none.
[[nodiscard]] std::string_view braced(std::string_view word);

// How a word of either script sounds to `Verbs`; empty if it is neither Latin nor Devanagari.
[[nodiscard]] std::string sound_of(std::string_view normalised);

struct WordGroup {
  std::string name;
  std::vector<std::string> words;  // normalised
};

// Fills everything but rows, places and verbs from them. Names in braces that are neither a verb nor a group are given
// back.
[[nodiscard]] std::vector<std::string> build_index(LexiconIndex& index, std::vector<WordGroup> const& groups);

}  // namespace flows
