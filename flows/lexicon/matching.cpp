#include "flows/lexicon/matching.hpp"

#include "flows/text/fold.hpp"
#include "flows/text/romanise.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace flows {
namespace {

constexpr std::size_t near_letters_min = 6;   // shorter words have too many neighbours
constexpr std::size_t near_letters_max = 24;  // the sheet has none longer, and looking costs their square
constexpr std::size_t fillers_max = 8;        // between two words of a phrase
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

class Reader {
 public:
  Reader(Lexicon const& lexicon, Normalised const& text) : index_(lexicon.index()) {
    std::uint32_t shift = 0;  // a but parts clauses as a full stop does
    for (Word const& word : text.words) {
      if (reading_.tokens.size() == tokens_max) break;
      bool const parts = std::ranges::find(clause_words, word.text) != clause_words.end();
      if (parts) ++shift;
      reading_.tokens.push_back(token(word, word.clause + shift));
      if (parts) ++shift;
    }
  }

  Reading read(MalayRows malay) {
    for (std::uint32_t at = 0; at < reading_.tokens.size(); ++at) find_at(at);
    if (malay == MalayRows::only_in_company) drop_lone_malay();
    std::ranges::sort(candidates_, {}, [this](Hit const& hit) { return order(hit); });
    used_.resize(reading_.tokens.size());
    for (Hit& hit : candidates_) decide(std::move(hit));
    return std::move(reading_);
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
    if (!is_known(token)) {
      for (std::uint32_t const id : index_.near.find(token.folded)) token.near.push_back(id);
    }
    return token;
  }

  void add_stems(Token& token) {
    add_romanised(token, token.text, no_word);
    for (Ending const& ending : endings) {
      if (!token.text.ends_with(ending.text)) continue;
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

  // A word that is a row's, a place's or plain English is never taken for a misspelling.
  bool is_known(Token const& token) const {
    auto const in_row = [&](WordId typed, WordId folded) {
      return index_.uses[typed].in_row_typed || index_.uses[folded].in_row_folded;
    };
    std::size_t const size = letters(token.folded);
    if (size < near_letters_min || size > near_letters_max || starts_with_digit(token.text)) return true;
    if (in_row(token.typed_id, token.folded_id) || never_folded(token.text)) return true;
    if (index_.places.has_word(token.text) || index_.places.has_word(token.folded)) return true;
    return std::ranges::any_of(token.stems, [&](Token::Stem const& stem) { return in_row(stem.typed, stem.folded); });
  }

  void find_at(std::uint32_t at) {
    Token const& token = reading_.tokens[at];
    tried_.clear();
    try_rows(index_.rows_by_typed[token.typed_id], at);
    try_rows(index_.rows_by_folded[token.folded_id], at);
    for (Token::Stem const& stem : token.stems) {
      try_rows(index_.rows_by_typed[stem.typed], at);
      try_rows(index_.rows_by_folded[stem.folded], at);
    }
    for (WordId const near : token.near) try_rows(index_.rows_by_folded[near], at);
  }

  void try_rows(std::vector<std::uint32_t> const& rows, std::uint32_t at) {
    for (std::uint32_t const row : rows) {
      if (std::ranges::find(tried_, row) != tried_.end()) continue;
      tried_.push_back(row);
      Hit hit;
      hit.row = &index_.rows[row];
      if (follow(row, 0, at, no_word, hit)) candidates_.push_back(std::move(hit));
    }
  }

  // Word `k` of the row is looked for at token `at` or behind fillers; `ending` was cut from the token before and may
  // be the row's next word itself.
  bool follow(std::uint32_t row, std::size_t k, std::uint32_t at, WordId ending, Hit& hit) {
    RowKeys const& keys = index_.keys[row];
    if (k == keys.words.size()) return true;
    if (ending != no_word && keys.words[k].typed == ending && follow(row, k + 1, at, no_word, hit)) return true;
    for (std::size_t skipped = 0; at < reading_.tokens.size() && skipped <= fillers_max; ++skipped, ++at) {
      bool const same_clause = k == 0 || reading_.tokens[at].clause == reading_.tokens[hit.tokens.back()].clause;
      if (!same_clause) return false;
      if (take(row, k, at, hit)) return true;
      bool const skips = k > 0 && reading_.tokens[at].may_stand_between;
      if (!skips) return false;
    }
    return false;
  }

  bool take(std::uint32_t row, std::size_t k, std::uint32_t at, Hit& hit) {
    RowKeys const& keys = index_.keys[row];
    RowWord const word = keys.words[k];
    Token const& token = reading_.tokens[at];
    if (token.typed_id == word.typed) return go_on(row, k, at, no_word, Sureness::typed, hit);
    if (keys.exact) return false;
    if (word.folded != no_word && token.folded_id == word.folded)
      return go_on(row, k, at, no_word, Sureness::folded, hit);
    for (Token::Stem const& stem : token.stems) {
      bool const typed = stem.typed == word.typed;
      bool const folded = word.folded != no_word && stem.folded == word.folded;
      Sureness const sure = typed ? Sureness::stem : Sureness::stem_folded;
      if ((typed || folded) && go_on(row, k, at, stem.ending, sure, hit)) return true;
    }
    bool const may_be_near = word.folded != no_word && hit.row->role != Role::command;
    bool const near = may_be_near && std::ranges::find(token.near, word.folded) != token.near.end();
    return near && go_on(row, k, at, no_word, Sureness::near, hit);
  }

  bool go_on(std::uint32_t row, std::size_t k, std::uint32_t at, WordId ending, Sureness sure, Hit& hit) {
    Sureness const before = hit.sureness;
    hit.tokens.push_back(at);
    hit.sureness = std::max(before, sure);
    if (follow(row, k + 1, at + 1, ending, hit)) return true;
    hit.tokens.pop_back();
    hit.sureness = before;
    return false;
  }

  std::size_t row_of(Hit const& hit) const { return static_cast<std::size_t>(hit.row - index_.rows.data()); }

  void drop_lone_malay() {
    std::vector<std::uint32_t> tokens;
    for (Hit const& hit : candidates_) {
      if (!index_.keys[row_of(hit)].malay_alone) continue;
      if (std::ranges::find(tokens, hit.tokens.front()) == tokens.end()) tokens.push_back(hit.tokens.front());
    }
    constexpr std::size_t company = 2;
    if (tokens.size() >= company) return;
    std::erase_if(candidates_, [](Hit const& hit) { return hit.row->language == "ms"; });
  }

  // Longest first; then denials, then the surer reading, then the graver one.
  std::tuple<int, bool, Sureness, int, std::size_t, std::uint32_t> order(Hit const& hit) const {
    auto const words = static_cast<int>(std::ranges::count(hit.row->text, ' ')) + 1;
    bool const denies = hit.row->role == Role::negation;
    int const gravity = hit.row->least ? static_cast<int>(*hit.row->least) : -1;
    return {-words, !denies, hit.sureness, -gravity, row_of(hit), hit.tokens.front()};
  }

  bool is_free(Hit const& hit) const {
    bool const looks_only = hit.row->role == Role::modifier || hit.row->role == Role::command;
    return std::ranges::all_of(hit.tokens, [&](std::uint32_t at) {
      LexiconRow const* const user = used_[at];
      if (user == nullptr || user->concept_name == hit.row->concept_name) return true;
      return looks_only && user->role != Role::negation;
    });
  }

  bool uses_up(LexiconRow const& row) const {
    return row.role == Role::signal || row.role == Role::intent || row.role == Role::noun || row.role == Role::negation;
  }

  void decide(Hit hit) {
    if (!is_free(hit)) return;
    if (uses_up(*hit.row)) {
      for (std::uint32_t const at : hit.tokens) {
        if (used_[at] == nullptr) used_[at] = hit.row;
      }
    }
    if (is_denied(hit))
      reading_.denied.push_back(std::move(hit));
    else
      reading_.hits.push_back(std::move(hit));
  }

  std::string_view text_at(Hit const& hit, std::size_t token) const {
    bool const there =
        token < reading_.tokens.size() && reading_.tokens[token].clause == reading_.tokens[hit.tokens.front()].clause;
    return there ? reading_.tokens[token].text : std::string_view{};
  }

  bool is_denied(Hit const& hit) const {
    RowKeys const& keys = index_.keys[row_of(hit)];
    if (keys.holds_negation || hit.row->role == Role::negation) return false;
    if (keys.participle) {
      std::size_t const behind = hit.tokens.back() + std::size_t{1};
      std::string_view const next = text_at(hit, behind);
      if (!next.empty() && (next == "छैन" || reading_.tokens[behind].folded == "chain")) return true;
    }
    if (!keys.english || hit.tokens.front() == 0) return false;
    std::string_view const before = text_at(hit, hit.tokens.front() - std::size_t{1});
    if (before == "not" || before == "never" || before == "nobody" || before == "didnt") return true;
    return before == "one" && hit.tokens.front() > 1 && text_at(hit, hit.tokens.front() - std::size_t{2}) == "no";
  }

  LexiconIndex const& index_;
  Reading reading_;
  std::vector<Hit> candidates_;
  std::vector<LexiconRow const*> used_;  // by token: the row that used it up
  std::vector<std::uint32_t> tried_;
};

}  // namespace

Reading read_words(Lexicon const& lexicon, Normalised const& text, MalayRows malay) {
  return Reader(lexicon, text).read(malay);
}

}  // namespace flows
