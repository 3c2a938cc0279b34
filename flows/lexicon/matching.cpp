#include "flows/lexicon/matching.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace flows {
namespace {

constexpr std::size_t fillers_max = 8;  // between two words of a phrase
constexpr std::size_t apart_max = 6;    // any words between two of a row that may stand apart

class Reader {
 public:
  Reader(Lexicon const& lexicon, Normalised const& text) : index_(lexicon.index()) {
    Tokens tokens = read_tokens(index_, text);
    reading_.tokens = std::move(tokens.list);
    reading_.unknown = std::move(tokens.unknown);
  }

  Reading read(MalayRows malay) {
    gather_ids();
    for (std::uint32_t at = 0; at < reading_.tokens.size(); ++at) find_at(at);
    malay_yields_ = malay == MalayRows::only_in_company;
    if (malay_yields_) drop_lone_malay();
    used_.resize(reading_.tokens.size());
    for (std::uint32_t const at : in_order()) decide(std::move(candidates_[at]));
    return std::move(reading_);
  }

 private:
  // Every word, kind and ending of the text, one bit each.
  void gather_ids() {
    present_.resize(index_.uses.size());
    for (Token const& token : reading_.tokens) {
      present_[token.word->typed_id] = true;
      present_[token.word->folded_id] = true;
      for (WordReading::Stem const& stem : token.word->stems) {
        present_[stem.typed] = true;
        present_[stem.folded] = true;
        present_[stem.ending] = true;
      }
      for (WordId const kind : token.kinds) present_[kind] = true;
      for (WordId const near : token.word->near) present_[near] = true;
    }
    present_[no_word] = false;
  }

  bool is_present(RowWord const& word) const {
    return present_[word.typed] || present_[word.folded] || present_[word.kinds[0]] || present_[word.kinds[1]];
  }

  void find_at(std::uint32_t at) {
    Token const& token = reading_.tokens[at];
    tried_.clear();
    try_rows(index_.rows_by_typed[token.word->typed_id], at);
    try_rows(index_.rows_by_folded[token.word->folded_id], at);
    for (WordReading::Stem const& stem : token.word->stems) {
      try_rows(index_.rows_by_typed[stem.typed], at);
      try_rows(index_.rows_by_folded[stem.folded], at);
    }
    for (WordId const kind : token.kinds) try_rows(index_.rows_by_folded[kind], at);
    for (WordId const near : token.word->near) try_rows(index_.rows_by_folded[near], at);
  }

  void try_rows(std::vector<HangingRow> const& rows, std::uint32_t at) {
    for (auto const& [row, last] : rows) {
      if (!is_present(last) || std::ranges::find(tried_, row) != tried_.end()) continue;
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
    std::size_t const skips_max = keys.apart ? apart_max : fillers_max;
    for (std::size_t skipped = 0; at < reading_.tokens.size() && skipped <= skips_max; ++skipped, ++at) {
      bool const same_clause = k == 0 || reading_.tokens[at].clause == reading_.tokens[hit.tokens.back()].clause;
      if (!same_clause) return false;
      if (take(row, k, at, hit)) return true;
      bool const skips = k > 0 && (keys.apart || reading_.tokens[at].may_stand_between);
      if (!skips) return false;
    }
    return false;
  }

  bool take(std::uint32_t row, std::size_t k, std::uint32_t at, Hit& hit) {
    RowKeys const& keys = index_.keys[row];
    RowWord const word = keys.words[k];
    Token const& token = reading_.tokens[at];
    if (keys.apart && k == 0 && !is_object(at)) return false;
    if (word.typed != no_word && token.word->typed_id == word.typed)
      return go_on(row, k, at, no_word, Sureness::typed, hit);
    if (keys.exact) return false;
    if (word.folded != no_word && token.word->folded_id == word.folded)
      return go_on(row, k, at, no_word, Sureness::folded, hit);
    for (WordReading::Stem const& stem : token.word->stems) {
      bool const typed = word.typed != no_word && stem.typed == word.typed;
      bool const folded = word.folded != no_word && stem.folded == word.folded;
      Sureness const sure = typed ? Sureness::stem : Sureness::stem_folded;
      if ((typed || folded) && go_on(row, k, at, stem.ending, sure, hit)) return true;
    }
    for (WordId const kind : word.kinds) {
      bool const is = kind != no_word && std::ranges::find(token.kinds, kind) != token.kinds.end();
      if (is && go_on(row, k, at, no_word, Sureness::form, hit)) return true;
    }
    bool const may_be_near = word.folded != no_word && hit.row->role != Role::command;
    bool const near = may_be_near && std::ranges::find(token.word->near, word.folded) != token.word->near.end();
    return near && go_on(row, k, at, no_word, Sureness::near, hit);
  }

  // To whom it is done: without the ending of who does it or of whose it is.
  bool is_object(std::uint32_t at) const {
    auto const of_others = [&](WordId word) { return index_.uses[word].of_others; };
    bool const glued = std::ranges::any_of(reading_.tokens[at].word->stems, of_others, &WordReading::Stem::ending);
    std::size_t const behind = at + std::size_t{1};
    return !glued && (behind == reading_.tokens.size() || !of_others(reading_.tokens[behind].word->typed_id));
  }

  bool go_on(std::uint32_t row, std::size_t k, std::uint32_t at, WordId ending, Sureness sure, Hit& hit) {
    Sureness const before = hit.sureness;
    hit.tokens.push_back(at);
    hit.sureness = std::max({before, sure, index_.keys[row].apart ? Sureness::apart : Sureness::typed});
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

  // The last of the key is the candidate.
  using Order = std::tuple<bool, int, bool, Sureness, int, std::size_t, std::uint32_t, std::uint32_t>;

  std::vector<std::uint32_t> in_order() const {
    std::vector<Order> keys;
    keys.reserve(candidates_.size());
    for (std::uint32_t at = 0; at < candidates_.size(); ++at) keys.push_back(order(candidates_[at], at));
    std::ranges::sort(keys);
    std::vector<std::uint32_t> sorted;
    sorted.reserve(keys.size());
    for (Order const& key : keys) sorted.push_back(std::get<7>(key));
    return sorted;
  }

  // Longest first; then denials, then the surer reading, then the graver one. Where Malay is not likely it takes no
  // word from another reading: "mahu balik" beside "balik ghacheteko", however often it is said.
  Order order(Hit const& hit, std::uint32_t at) const {
    bool const yields = malay_yields_ && hit.row->language == "ms";
    auto const words = static_cast<int>(index_.keys[row_of(hit)].words.size());
    bool const denies = hit.row->role == Role::negation;
    int const gravity = hit.row->least ? static_cast<int>(*hit.row->least) : -1;
    return {yields, -words, !denies, hit.sureness, -gravity, row_of(hit), hit.tokens.front(), at};
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

  // Another row says the same of the same words.
  bool is_said(Hit const& hit) const {
    auto const says = [&](Hit const& other) {
      return other.row->concept_name == hit.row->concept_name && other.row->role == hit.row->role &&
             std::ranges::includes(other.tokens, hit.tokens);
    };
    return std::ranges::any_of(reading_.hits, says) || std::ranges::any_of(reading_.denied, says);
  }

  void decide(Hit hit) {
    if (!is_free(hit) || is_said(hit)) return;
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
    // Matched as it stands, but denied beside it: "malai kutera hoina". By fold alone bechena is bechen.
    Token const& last = reading_.tokens[hit.tokens.back()];
    bool const by_fold = hit.sureness > Sureness::typed && hit.sureness < Sureness::form;
    if (keys.ends_in_verb && ((last.verb_denied && hit.sureness < Sureness::form) || (last.denies && by_fold)))
      return true;
    if (keys.participle) {
      std::size_t const behind = hit.tokens.back() + std::size_t{1};
      std::string_view const next = text_at(hit, behind);
      if (!next.empty() && (next == "छैन" || reading_.tokens[behind].word->folded == "chain")) return true;
    }
    if (!keys.english || hit.tokens.front() == 0) return false;
    std::string_view const before = text_at(hit, hit.tokens.front() - std::size_t{1});
    if (before == "not" || before == "never" || before == "nobody" || before == "didnt") return true;
    return before == "one" && hit.tokens.front() > 1 && text_at(hit, hit.tokens.front() - std::size_t{2}) == "no";
  }

  LexiconIndex const& index_;
  Reading reading_;
  bool malay_yields_ = false;
  std::vector<Hit> candidates_;
  std::vector<LexiconRow const*> used_;  // by token: the row that used it up
  std::vector<std::uint32_t> tried_;     // rows, at the word in hand
  std::vector<bool> present_;            // by word id
};

}  // namespace

Reading read_words(Lexicon const& lexicon, Normalised const& text, MalayRows malay) {
  return Reader(lexicon, text).read(malay);
}

}  // namespace flows
