#include "flows/lexicon/tokens.hpp"

#include "flows/text/word_set.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr std::size_t tokens_max = 400;  // words read of one text; about ten parts of a long text

constexpr WordSet clause_words(std::to_array<std::string_view>({"tara", "तर", "but", "lekin", "लेकिन", "magar"}));

WordReading const* reading_of(LexiconIndex const& index, std::string_view text, Tokens& tokens) {
  WordId const id = index.id(text);
  if (id != no_word) return &index.known[id];
  tokens.unknown.push_front(read_word(index, text));
  return &tokens.unknown.front();
}

}  // namespace

Tokens read_tokens(LexiconIndex const& index, Normalised const& text) {
  Tokens tokens;
  tokens.list.reserve(std::min(text.words.size(), tokens_max));
  std::uint32_t shift = 0;  // a but parts clauses as a full stop does
  for (Word const& word : text.words) {
    if (tokens.list.size() == tokens_max) break;
    bool const parts = clause_words.contains(word.text);
    if (parts) ++shift;
    Token token{
        .text = word.text, .word = reading_of(index, word.text, tokens), .kinds = {}, .clause = word.clause + shift};
    token.may_stand_between = token.word->may_stand_between;
    tokens.list.push_back(token);
    if (parts) ++shift;
  }
  add_kinds(index, tokens.list);
  return tokens;
}

}  // namespace flows
