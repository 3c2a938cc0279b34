#include "flows/lexicon/tokens.hpp"

#include "flows/text/fold.hpp"
#include "flows/text/romanise.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr std::size_t near_letters_min = 6;   // shorter words have too many neighbours
constexpr std::size_t near_letters_max = 24;  // the sheet has none longer, and looking costs their square
constexpr std::size_t tokens_max = 400;       // words read of one text; about ten parts of a long text

struct Ending {
  std::string_view text;
  std::size_t letters_left = 3;
  std::string_view latin = {};  // the same ending as romanised rows have it
};
constexpr std::array endings{Ending{"sanga"},
                             Ending{"bata"},
                             Ending{"haru"},
                             Ending{"lai"},
                             Ending{"ko"},
                             Ending{"ka"},
                             Ending{"ki"},
                             Ending{"le"},
                             Ending{"ma"},
                             Ending{"बाट", 2, "bata"},
                             Ending{"सँग", 2, "sanga"},
                             Ending{"हरू", 2, "haru"},
                             Ending{"लाई", 2, "lai"},
                             Ending{"को", 2, "ko"},
                             Ending{"का", 2, "ka"},
                             Ending{"की", 2, "ki"},
                             Ending{"ले", 2, "le"},
                             Ending{"मा", 2, "ma"}};

constexpr auto clause_words = std::to_array<std::string_view>({"tara", "तर", "but", "lekin", "लेकिन", "magar"});

std::size_t letters(std::string_view word) {
  return static_cast<std::size_t>(
      std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool starts_with_digit(std::string_view word) { return word.front() >= '0' && word.front() <= '9'; }

class Tokens {
 public:
  explicit Tokens(LexiconIndex const& index) : index_(index) {}

  std::vector<Token> read(Normalised const& text) {
    std::vector<Token> tokens;
    tokens.reserve(std::min(text.words.size(), tokens_max));
    std::uint32_t shift = 0;  // a but parts clauses as a full stop does
    for (Word const& word : text.words) {
      if (tokens.size() == tokens_max) break;
      bool const parts = std::ranges::find(clause_words, word.text) != clause_words.end();
      if (parts) ++shift;
      tokens.push_back(token(word, word.clause + shift));
      if (parts) ++shift;
    }
    add_verbs(index_, tokens);
    for (Token& token : tokens) {
      if (is_known(token)) continue;
      for (std::uint32_t const id : index_.near.find(token.folded)) token.near.push_back(id);
    }
    return tokens;
  }

 private:
  Token token(Word const& word, std::uint32_t clause) {
    Token token;
    token.text = word.text;
    token.folded = fold(word.text);
    token.typed_id = index_.id(word.text);
    token.folded_id = index_.id(token.folded);
    token.clause = clause;
    add_stems(token);
    token.may_stand_between = may_stand_between(token);
    add_groups(token);
    return token;
  }

  void add_stems(Token& token) {
    bool const latin = static_cast<unsigned char>(token.text.front()) < 0x80;
    if (!latin) add_romanised(token, token.text, no_word);
    for (Ending const& ending : endings) {
      bool const other_script = latin != ending.latin.empty();
      if (other_script || !token.text.ends_with(ending.text)) continue;
      std::string_view const stem = token.text.substr(0, token.text.size() - ending.text.size());
      if (letters(stem) < ending.letters_left) continue;
      Token::Stem const read{index_.id(stem), index_.id(fold(stem)), index_.id(ending.text)};
      if (read.typed != no_word || read.folded != no_word) token.stems.push_back(read);
      if (!ending.latin.empty()) add_romanised(token, stem, index_.id(ending.latin));
    }
  }

  // Many forms stand in the sheet in Latin letters only; a Devanagari word meets them as it would be typed there.
  void add_romanised(Token& token, std::string_view stem, WordId ending) {
    std::string const typed = romanise(stem);
    WordId const folded = typed.empty() ? no_word : index_.id(fold(typed));
    if (folded != no_word) token.stems.push_back({no_word, folded, ending});
  }

  bool may_stand_between(Token const& token) const {
    auto const fills = [&](WordId typed, WordId folded) {
      return index_.uses[typed].filler_typed || index_.uses[folded].filler_folded;
    };
    if (starts_with_digit(token.text) || fills(token.typed_id, token.folded_id)) return true;
    return std::ranges::any_of(token.stems, [&](Token::Stem const& stem) { return fills(stem.typed, stem.folded); });
  }

  void add_groups(Token& token) const {
    add_group(token, token.typed_id);
    add_group(token, token.folded_id);
    for (Token::Stem const& stem : token.stems) {
      add_group(token, stem.typed);
      add_group(token, stem.folded);
    }
  }

  void add_group(Token& token, WordId id) const {
    for (WordId const kind : index_.groups[id]) {
      if (std::ranges::find(token.kinds, kind) == token.kinds.end()) token.kinds.push_back(kind);
    }
  }

  // A word that is a row's, a place's, a form of a verb or plain English is never taken for a misspelling.
  bool is_known(Token const& token) const {
    auto const in_row = [&](WordId typed, WordId folded) {
      return index_.uses[typed].in_row_typed || index_.uses[folded].in_row_folded;
    };
    std::size_t const size = letters(token.folded);
    if (size < near_letters_min || size > near_letters_max || starts_with_digit(token.text)) return true;
    if (!token.kinds.empty()) return true;
    if (in_row(token.typed_id, token.folded_id) || never_folded(token.text)) return true;
    if (index_.places.has_word(token.text) || index_.places.has_word(token.folded)) return true;
    return std::ranges::any_of(token.stems, [&](Token::Stem const& stem) { return in_row(stem.typed, stem.folded); });
  }

  LexiconIndex const& index_;
};

}  // namespace

std::vector<Token> read_tokens(LexiconIndex const& index, Normalised const& text) { return Tokens(index).read(text); }

}  // namespace flows
