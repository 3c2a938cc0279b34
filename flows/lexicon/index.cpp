#include "flows/lexicon/index.hpp"

#include "flows/text/fold.hpp"
#include "flows/text/romanise.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

// What may stand between the words of a phrase (domain notes 4.3), besides numbers and the words of employers, agents,
// kin and now. Endings that were cut off stand as such words too.
constexpr auto small_words = std::to_array<std::string_view>(
    {"le",    "lai",   "ko",    "ka",    "ki",  "ma",    "bata",   "sanga", "haru",   "pani",  "ta",  "ni",
     "nai",   "chai",  "hai",   "yo",    "tyo", "mero",  "hamro",  "malai", "dherai", "ekdam", "ali", "ajhai",
     "samma", "dekhi", "bho",   "bhayo", "din", "hapta", "mahina", "barsa", "ne",     "se",    "bhi", "mujhe",
     "bahut", "the",   "a",     "an",    "my",  "our",   "any",    "very",  "ले",      "लाई",   "को",  "का",
     "की",    "मा",    "बाट",   "सँग",    "हरू",  "पनि",   "त",      "नि",    "नै",      "चाहिँ",  "है",   "यो",
     "त्यो",   "मेरो",   "हाम्रो", "मलाई",  "धेरै",  "एकदम",  "अलि",    "अझै",    "सम्म",    "देखि",   "भो",  "भयो",
     "दिन",   "हप्ता",  "महिना", "वर्ष",   "बर्ष", "ने",     "से",      "भी",    "मुझे",     "बहुत"});

constexpr auto denying_words = std::to_array<std::string_view>(
    {"not",    "no",   "never", "nobody", "without", "didnt", "dont",  "doesnt", "cant",
     "cannot", "wont", "isnt",  "chaina", "chhaina", "xaina", "छैन",    "nahi",   "nahin",
     "नहीं",    "na",   "न",     "hoina",  "haina",   "mat",   "thiena"});

constexpr std::size_t group_letters_min = 4;
constexpr std::size_t near_letters_min = 5;  // of the sheet's word; the text's needs 6

// How often stands where now does: "malai roj kutcha".
bool is_filler_concept(std::string_view name) {
  return name == "employer" || name == "madam" || name == "agent" || name == "now" || name == "again" ||
         name == "relative";
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const space = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, space - at));
    at = space + 1;
  }
  return words;
}

bool matches_as_typed_only(LexiconRow const& row) {
  return row.language == "en" || row.language.starts_with("ar") || row.language == "zxx" ||
         row.matching == Matching::exact || row.matching == Matching::whole;
}

// Whose other forms mean the same. Denials and modifiers are taken at their word; whose death it is, or who wants to
// die, hangs on the form.
bool forms_mean_the_same(LexiconRow const& row) {
  static constexpr auto apart =
      std::to_array<std::string_view>({"suicide_active", "suicide_passive", "death", "threat", "distress",
                                       "visa_expired", "medical", "claim", "save_me", "run_away", "absconding"});
  bool const language = row.language.starts_with("ne") || row.language.starts_with("hi");
  // One word alone says too little: such verbs have rows of their own, in braces.
  return row.role == Role::signal && language && row.matching == Matching::phrase && row.text.contains(' ') &&
         std::ranges::find(apart, row.concept_name) == apart.end();
}

constexpr auto of_others = std::to_array<std::string_view>(
    {"le", "ko", "ka", "ki", "bata", "sanga", "ne", "ke", "se", "ले", "को", "का", "की", "बाट", "सँग", "ने", "के", "से"});

bool is_participle(std::string_view word) {
  return word.ends_with("eko") || word.ends_with("एको") || word.ends_with("ेको");
}

bool holds_negation(std::vector<std::string_view> const& words) {
  bool const denying = std::ranges::any_of(
      words, [](std::string_view word) { return std::ranges::find(denying_words, word) != denying_words.end(); });
  std::string_view const last = words.back();
  return denying || (is_participle(last) && (last.starts_with("na") || last.starts_with("न")));
}

std::size_t letters(std::string_view word) {
  return static_cast<std::size_t>(
      std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Builder {
 public:
  explicit Builder(LexiconIndex& index) : index_(index) {
    index_.uses.resize(1);  // id 0 is no word
  }

  std::vector<std::string> build(std::vector<WordGroup> const& groups) {
    name_kinds(groups);
    for (std::string_view const word : small_words) add_filler(word, true);
    for (std::string_view const word : of_others) index_.uses[intern(word)].of_others = true;
    for (LexiconRow const& row : index_.rows) add_row(row);
    index_.rows_by_typed.resize(index_.uses.size());
    index_.rows_by_folded.resize(index_.uses.size());
    index_.groups.resize(index_.uses.size());
    for (std::uint32_t row = 0; row < index_.rows.size(); ++row) hang(row);
    mark_malay();
    add_near_words();
    return std::move(unknown_);
  }

 private:
  void name_kinds(std::vector<WordGroup> const& groups) {
    for (std::string const& name : index_.verbs.names())
      index_.verb_kinds.push_back(
          {intern("{" + name + "}"), intern("{" + name + "-not}"), intern("{" + name + "-to}")});
    for (WordGroup const& group : groups) {
      WordId const kind = intern("{" + group.name + "}");
      for (std::string const& word : group.words) {
        // Short folds are many words: muk is mukh (face) and mukka (fist).
        std::string const folded = fold(word);
        bool const folds = letters(folded) >= group_letters_min || letters(word) < group_letters_min;
        for (WordId const id : {intern(word), intern(folds ? folded : word)}) {
          if (id >= index_.groups.size()) index_.groups.resize(id + std::size_t{1});
          if (std::ranges::find(index_.groups[id], kind) == index_.groups[id].end()) index_.groups[id].push_back(kind);
        }
      }
    }
  }

  WordId intern(std::string_view word) {
    auto const [at, is_new] = index_.ids.emplace(word, static_cast<WordId>(index_.uses.size()));
    if (is_new) index_.uses.emplace_back();
    return at->second;
  }

  void add_filler(std::string_view word, bool folds) {
    index_.uses[intern(word)].filler_typed = true;
    WordId const folded = intern(fold(word));
    if (folds) index_.uses[folded].filler_folded = true;
  }

  void add_row(LexiconRow const& row) {
    std::vector<std::string_view> const words = words_of(row.text);
    bool const typed_only = matches_as_typed_only(row);
    RowKeys keys;
    keys.exact = row.matching == Matching::exact;
    keys.participle = is_participle(words.back());
    keys.english = row.language == "en";
    keys.holds_negation = holds_negation(words);
    keys.apart = row.matching == Matching::apart;
    keys.ends_in_verb = row.role == Role::signal && says_done(words.back());
    for (std::string_view const word : words) {
      if (!braced(word).empty()) {
        WordId const kind = index_.id(word);
        if (kind == no_word) unknown_.emplace_back(word);
        keys.words.push_back({.typed = no_word, .folded = no_word, .kinds = {kind, no_word}});
        continue;
      }
      RowWord key{.typed = intern(word)};
      index_.uses[key.typed].in_row_typed = true;
      if (!typed_only) {
        key.folded = intern(fold(word));
        index_.uses[key.folded].in_row_folded = true;
      }
      if (forms_mean_the_same(row)) add_forms(key, word, row.language.starts_with("hi"));
      keys.words.push_back(key);
      if (is_filler_concept(row.concept_name)) add_filler(word, !typed_only);
    }
    index_.keys.push_back(std::move(keys));
  }

  bool says_done(std::string_view word) const {
    if (!braced(word).empty()) return false;
    VerbReadings const read = index_.verbs.read(sound_of(word));
    return read.count > 0 && std::ranges::all_of(read.list(), [](VerbReading const& reading) {
             return reading.form == VerbReading::Form::does && !reading.hindi;
           });
  }

  void add_forms(RowWord& key, std::string_view word, bool hindi) const {
    std::size_t taken = 0;
    for (VerbReading const& reading : index_.verbs.read(sound_of(word)).list()) {
      if (reading.hindi == hindi && taken < key.kinds.size()) key.kinds.at(taken++) = index_.kind(reading);
    }
  }

  void hang(std::uint32_t row) {
    LexiconRow const& its = index_.rows[row];
    bool const whole_too = its.role == Role::command || its.role == Role::answer;
    if (whole_too || its.matching == Matching::whole) {
      index_.whole[its.text].push_back(row);
      index_.whole_bytes_max = std::max(index_.whole_bytes_max, its.text.size());
    }
    if (its.matching == Matching::whole || its.role == Role::answer) return;
    RowWord const first = index_.keys[row].words.front();
    HangingRow const hanging{row, index_.keys[row].words.back()};
    if (first.typed != no_word) index_.rows_by_typed[first.typed].push_back(hanging);
    if (first.folded != no_word) index_.rows_by_folded[first.folded].push_back(hanging);
    for (WordId const kind : first.kinds) {
      if (kind != no_word) index_.rows_by_folded[kind].push_back(hanging);
    }
  }

  void mark_malay() {
    TextMap<bool> elsewhere;
    for (LexiconRow const& row : index_.rows) {
      if (row.language != "ms") elsewhere.emplace(row.text, true);
    }
    for (std::size_t row = 0; row < index_.rows.size(); ++row) {
      bool const malay = index_.rows[row].language == "ms";
      index_.keys[row].malay_alone = malay && !elsewhere.contains(index_.rows[row].text);
    }
  }

  void add_near_words() {
    for (auto const& [word, id] : index_.ids) {
      if (index_.uses[id].in_row_folded && letters(word) >= near_letters_min) index_.near.add(word, id);
    }
    index_.near.finish();
  }

  LexiconIndex& index_;
  std::vector<std::string> unknown_;
};

}  // namespace

std::string_view braced(std::string_view word) {
  bool const is = word.size() > 2 && word.front() == '{' && word.back() == '}';
  return is ? word.substr(1, word.size() - 2) : std::string_view{};
}

std::string sound_of(std::string_view normalised) {
  bool const ascii = std::ranges::all_of(normalised, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return verb_spelling(normalised);
  std::string latin = romanise(normalised);
  if (latin.empty()) return {};
  // The n of a denial sounds with its a: diena is written दिएन.
  if (normalised.ends_with("न")) latin += 'a';
  return verb_spelling(latin);
}

WordId LexiconIndex::id(std::string_view word) const {
  auto const found = ids.find(word);
  return found == ids.end() ? no_word : found->second;
}

std::vector<std::string> build_index(LexiconIndex& index, std::vector<WordGroup> const& groups) {
  return Builder(index).build(groups);
}

}  // namespace flows
