#include "flows/lexicon/tokens.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace flows {
namespace {

using Form = VerbReading::Form;

constexpr auto denials_before =
    std::to_array<std::string_view>({"na", "nahi", "nahin", "mat", "न", "नहीं", "नही", "मत"});
constexpr auto denials_behind = std::to_array<std::string_view>(
    {"chaina", "chhaina", "xaina",   "6aina",   "chainan", "chhainan", "xainan",  "chain",    "xain",     "chena",
     "xena",   "thiena",  "thiyena", "thena",   "haina",   "hoina",    "chainau", "chainaun", "chhainau", "chhainaun",
     "xainau", "xainaun", "xainam",  "chainam", "छैन",      "छैनन्",      "छैनौं",     "छैनौँ",      "थिएन",     "होइन"});
// Behind an infinitive: it was done, it was not.
constexpr auto done = std::to_array<std::string_view>(
    {"bhayo",   "bho",    "vayo",    "vo",    "bhaeko",  "bhako",  "vako", "bhayeko", "bhaecha", "bhayecha", "bhaexa",
     "bhachha", "huncha", "hunchha", "hunxa", "hunchan", "hunxan", "hun6", "भयो",     "भएको",    "भएछ",      "हुन्छ"});
constexpr auto not_done = std::to_array<std::string_view>(
    {"bhaena", "bhayena", "vayena", "hunna", "hudaina", "hundaina", "भएन", "हुन्न", "हुँदैन"});

bool is_one_of(std::string_view word, std::span<std::string_view const> words) {
  return std::ranges::find(words, word) != words.end();
}

class KindReader {
 public:
  KindReader(LexiconIndex const& index, std::vector<Token>& tokens) : index_(index), tokens_(tokens) {}

  void read(std::size_t at) {
    Token& token = tokens_[at];
    add_verbs(token, at);
    for (WordId const group : token.word->groups) token.kinds.push_back(group);
  }

 private:
  void add_verbs(Token& token, std::size_t at) {
    VerbReadings const& verbs = token.word->verbs;
    VerbReadings const& without_na = token.word->without_na;
    if (verbs.count == 0 && without_na.count == 0) return;
    bool const denied = is_denied_beside(at);
    token.denies = verbs.count > 0 && std::ranges::all_of(verbs.list(), [](VerbReading const& reading) {
                     return reading.form == Form::denied;
                   });
    for (VerbReading reading : verbs.list()) {
      if (reading.form == Form::to) reading.form = with_respect(at);
      add(token, reading, denied);
    }
    for (VerbReading const& reading : without_na.list()) add(token, reading, true);
    token.verb_denied = denied && verbs.count > 0;
    // "khana na pako": the na belongs to its verb.
    if (token.verb_denied && at > 0 && is_one_of(tokens_[at - 1].text, denials_before))
      tokens_[at - 1].may_stand_between = true;
  }

  void add(Token& token, VerbReading reading, bool denied) const {
    if (denied) reading.form = Form::denied;
    WordId const kind = index_.kind(reading);
    if (std::ranges::find(token.kinds, kind) == token.kinds.end()) token.kinds.push_back(kind);
  }

  // The next word of the same clause; empty at its end.
  std::string_view behind(std::size_t at) const {
    bool const there = at + 1 < tokens_.size() && tokens_[at + 1].clause == tokens_[at].clause;
    return there ? tokens_[at + 1].text : std::string_view{};
  }
  std::string_view before(std::size_t at) const {
    bool const there = at > 0 && tokens_[at - 1].clause == tokens_[at].clause;
    return there ? tokens_[at - 1].text : std::string_view{};
  }

  bool is_denied_beside(std::size_t at) const {
    return is_one_of(behind(at), denials_behind) || is_one_of(before(at), denials_before);
  }

  // "kutnu bhayo", "dinu huncha": with respect the verb is two words; "uthauna bhako chaina" denies it.
  Form with_respect(std::size_t at) const {
    Token const& token = tokens_[at];
    std::string_view const next = behind(at);
    bool const is_done = is_one_of(next, done);
    if (is_done && is_one_of(behind(at + 1), denials_behind)) return Form::denied;
    bool const asks = token.text.ends_with("nu") || token.text.ends_with("नु");
    if (asks && is_done) return Form::does;
    return asks && is_one_of(next, not_done) ? Form::denied : Form::to;
  }

  LexiconIndex const& index_;
  std::vector<Token>& tokens_;
};

}  // namespace

void add_kinds(LexiconIndex const& index, std::vector<Token>& tokens) {
  KindReader reader(index, tokens);
  for (std::size_t at = 0; at < tokens.size(); ++at) reader.read(at);
}

}  // namespace flows
