#include "flows/lexicon/word_reading.hpp"

#include "flows/lexicon/index.hpp"
#include "flows/text/fold.hpp"
#include "flows/text/romanise.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr std::size_t near_letters_min = 6;   // shorter words have too many neighbours
constexpr std::size_t near_letters_max = 24;  // the sheet has none longer, and looking costs their square

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

std::size_t letters(std::string_view word) {
  return static_cast<std::size_t>(
      std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool starts_with_digit(std::string_view word) { return word.front() >= '0' && word.front() <= '9'; }

class WordReader {
 public:
  WordReader(LexiconIndex const& index, std::string_view text) : index_(index), text_(text) {}

  WordReading read() {
    WordReading word;
    word.folded = fold(text_);
    word.typed_id = index_.id(text_);
    word.folded_id = index_.id(word.folded);
    add_stems(word);
    word.may_stand_between = may_stand_between(word);
    word.may_begin_place = index_.places.may_begin(text_, word.folded);
    add_groups(word);
    add_verbs(word);
    if (!is_known(word)) {
      for (std::uint32_t const id : index_.near.find(word.folded)) word.near.push_back(id);
    }
    return word;
  }

 private:
  void add_verbs(WordReading& word) const {
    constexpr std::size_t digits_only = 3;  // "6" and "12" are no verbs, "6yo" is
    if (starts_with_digit(text_) && text_.size() < digits_only) return;
    bool const latin = static_cast<unsigned char>(text_.front()) < 0x80;
    std::string const sound = latin ? verb_spelling(text_, word.folded) : sound_of(text_);
    word.verbs = index_.verbs.read(sound);
    constexpr std::string_view denial = "na";
    if (sound.starts_with(denial)) word.without_na = index_.verbs.read(std::string_view(sound).substr(denial.size()));
  }

  void add_stems(WordReading& word) {
    bool const latin = static_cast<unsigned char>(text_.front()) < 0x80;
    if (!latin) add_romanised(word, text_, no_word);
    for (Ending const& ending : endings) {
      bool const other_script = latin != ending.latin.empty();
      if (other_script || !text_.ends_with(ending.text)) continue;
      std::string_view const stem = text_.substr(0, text_.size() - ending.text.size());
      if (letters(stem) < ending.letters_left) continue;
      WordReading::Stem const read{index_.id(stem), index_.id(fold(stem)), index_.id(ending.text)};
      if (read.typed != no_word || read.folded != no_word) word.stems.push_back(read);
      if (!ending.latin.empty()) add_romanised(word, stem, index_.id(ending.latin));
    }
  }

  // Many forms stand in the sheet in Latin letters only; a Devanagari word meets them as it would be typed there.
  void add_romanised(WordReading& word, std::string_view stem, WordId ending) {
    std::string const typed = romanise(stem);
    WordId const folded = typed.empty() ? no_word : index_.id(fold(typed));
    if (folded != no_word) word.stems.push_back({no_word, folded, ending});
  }

  bool may_stand_between(WordReading const& word) const {
    auto const fills = [&](WordId typed, WordId folded) {
      return index_.uses[typed].filler_typed || index_.uses[folded].filler_folded;
    };
    if (starts_with_digit(text_) || fills(word.typed_id, word.folded_id)) return true;
    return std::ranges::any_of(word.stems,
                               [&](WordReading::Stem const& stem) { return fills(stem.typed, stem.folded); });
  }

  void add_groups(WordReading& word) const {
    add_group(word, word.typed_id);
    add_group(word, word.folded_id);
    for (WordReading::Stem const& stem : word.stems) {
      add_group(word, stem.typed);
      add_group(word, stem.folded);
    }
  }

  void add_group(WordReading& word, WordId id) const {
    for (WordId const kind : index_.groups[id]) {
      if (std::ranges::find(word.groups, kind) == word.groups.end()) word.groups.push_back(kind);
    }
  }

  // A word that is a row's, a place's, a form of a verb or plain English is never taken for a misspelling.
  bool is_known(WordReading const& word) const {
    auto const in_row = [&](WordId typed, WordId folded) {
      return index_.uses[typed].in_row_typed || index_.uses[folded].in_row_folded;
    };
    std::size_t const size = letters(word.folded);
    if (size < near_letters_min || size > near_letters_max || starts_with_digit(text_)) return true;
    if (!word.groups.empty() || word.verbs.count > 0 || word.without_na.count > 0) return true;
    if (in_row(word.typed_id, word.folded_id) || never_folded(text_)) return true;
    if (index_.places.has_word(text_) || index_.places.has_word(word.folded)) return true;
    return std::ranges::any_of(word.stems,
                               [&](WordReading::Stem const& stem) { return in_row(stem.typed, stem.folded); });
  }

  LexiconIndex const& index_;
  std::string_view text_;
};

}  // namespace

WordReading read_word(LexiconIndex const& index, std::string_view normalised) {
  return WordReader(index, normalised).read();
}

void read_known_words(LexiconIndex& index) {
  index.known.resize(index.uses.size());
  for (auto const& [word, id] : index.ids) {
    if (!word.empty() && braced(word).empty()) index.known[id] = read_word(index, word);
  }
}

}  // namespace flows
