#include "flows/lexicon/verbs.hpp"

#include "flows/text/fold.hpp"

#include <algorithm>

namespace flows {
namespace {

constexpr std::size_t ne = 0;
constexpr std::size_t hi = 1;
constexpr int links_max = 4;  // kut-i-di-i-rahe-cha has four
constexpr std::size_t letters_max = 30;
constexpr char short_denial = '{';  // behind z: the nn of dinna, which folding would make one
constexpr std::size_t stem_letters_min = 1;

std::string_view base_name(std::string_view file) { return file.substr(file.find_last_of('/') + 1); }
bool is_stems(Sheet const& sheet) { return base_name(sheet.file) == "verbs.tsv"; }
bool is_endings(Sheet const& sheet) { return base_name(sheet.file) == "verb_endings.tsv"; }

std::optional<std::size_t> letter_index(char c) {
  if (c < 'a' || c > short_denial) return std::nullopt;
  return static_cast<std::size_t>(c - 'a');
}

// Endings are folded behind a stem, since folding looks at neighbours, and at the end of a word drops an a.
constexpr std::string_view some_stem = "kum";

// Of a part that is no whole word: with a letter behind it, unlike its own last one.
std::string part_spelling(std::string part) {
  part += part.ends_with('r') ? 't' : 'r';
  std::string spelled = verb_spelling(part);
  spelled.pop_back();
  return spelled;
}

std::string ending_spelling(std::string_view ending, bool goes_on) {
  std::string const word = std::string(some_stem) + std::string(ending);
  return (goes_on ? part_spelling(word) : verb_spelling(word)).substr(some_stem.size());
}

}  // namespace

void VerbReadings::add(VerbReading reading) {
  if (count < all.size() && std::ranges::find(list(), reading) == list().end()) all[count++] = reading;
}

std::string verb_spelling(std::string_view typed) { return verb_spelling(typed, fold(typed)); }

std::string verb_spelling(std::string_view typed, std::string_view folded) {
  for (std::string_view const ending : {"nna", "nnan", "nnau"}) {
    if (!typed.ends_with(ending) || typed.size() < ending.size() + stem_letters_min) continue;
    return verb_spelling(typed.substr(0, typed.size() - ending.size())) + short_denial;
  }
  std::string word(folded);
  // Folding drops the last a; in a denial it is all that tells it: kutina (did not), kutin (she did).
  if (typed.ends_with("na") && word.ends_with('n')) word += 'a';
  std::ranges::replace(word, 'y', 'i');
  auto const doubled = [](char a, char b) { return a == 'i' && b == 'i'; };
  word.erase(std::unique(word.begin(), word.end(), doubled), word.end());
  return word;
}

std::optional<std::uint32_t> Verbs::find(std::string_view name) const {
  auto const found = std::ranges::find(names_, name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - names_.begin());
}

VerbReadings Verbs::read(std::string_view spelling) const {
  VerbReadings out;
  if (spelling.size() > letters_max) return out;
  read_word(spelling, out);
  // Of a stem that ends in n it is no denial: thunna, to shut in.
  if (spelling.ends_with(short_denial)) read_word(std::string(spelling.substr(0, spelling.size() - 1)) + "na", out);
  return out;
}

void Verbs::read_word(std::string_view spelling, VerbReadings& out) const {
  std::size_t node = 0;
  for (std::size_t at = 0; at < spelling.size(); ++at) {
    auto const letter = letter_index(spelling[at]);
    if (!letter) return;
    node = stems_[node].next[*letter];
    if (node == 0) return;
    for (VerbReading const& stem : stems_[node].stems) {
      if (is_never(spelling, stem)) continue;
      read_after(spelling.substr(at + 1), stem, 0, out);
      // Where stem and ending meet in one letter, folding left one of two: haan + na is hana.
      read_after(spelling.substr(at), stem, links_max, out);
    }
  }
}

bool Verbs::is_never(std::string_view spelling, VerbReading const& stem) const {
  return std::ranges::any_of(never_[stem.verb], [&](Never const& never) {
    bool const same = never.begins ? spelling.starts_with(never.spelling) : spelling == never.spelling;
    return same && never.hindi == stem.hindi;
  });
}

void Verbs::read_after(std::string_view rest, VerbReading stem, int links, VerbReadings& out) const {
  std::size_t const language = stem.hindi ? hi : ne;
  std::size_t node = 0;
  for (std::size_t at = 0;; ++at) {
    if (at == rest.size()) {
      for (VerbReading::Form const form : endings_[node].ends[language]) {
        stem.form = form;
        out.add(stem);
      }
      return;
    }
    bool const goes_on = at > 0 && endings_[node].is_link[language] && links < links_max;
    if (goes_on) read_after(rest.substr(at), stem, links + 1, out);
    auto const letter = letter_index(rest[at]);
    node = letter ? endings_[node].next[*letter] : 0;
    if (node == 0) return;
  }
}

bool is_verb_sheet(Sheet const& sheet) { return is_stems(sheet) || is_endings(sheet); }

class VerbsReader {
 public:
  ReadVerbs read(std::span<Sheet const> sheets) {
    for (Sheet const& sheet : sheets) {
      if (is_stems(sheet)) read_stems(sheet);
      if (is_endings(sheet)) read_endings(sheet);
    }
    return std::move(out_);
  }

 private:
  void read_stems(Sheet const& sheet) {
    ReadSheet const read = read_sheet(sheet, {"verb", "lang", "stems", "never"});
    keep(read.findings);
    for (SheetRow const& row : read.rows) {
      auto const language = language_of(sheet, row);
      if (!language) continue;
      std::uint32_t const verb = verb_named(row.cells[0]);
      for (std::string_view const stem : split_cell(row.cells[2])) {
        std::string const spelled = part_spelling(std::string(stem));
        Verbs::Node* const node = grow(out_.verbs.stems_, spelled);
        if (node == nullptr || spelled.size() < stem_letters_min) {
          complain(sheet, row, 2, "\"" + std::string(stem) + "\" is no stem; write it in small Latin letters");
          continue;
        }
        node->stems.push_back({verb, VerbReading::Form::does, *language == hi});
      }
      for (std::string_view const word : split_cell(row.cells[3])) {
        bool const begins = word.ends_with('*');
        std::string spelled =
            begins ? part_spelling(std::string(word.substr(0, word.size() - 1))) : verb_spelling(word);
        out_.verbs.never_[verb].push_back({std::move(spelled), *language == hi, begins});
      }
    }
  }

  void read_endings(Sheet const& sheet) {
    ReadSheet const read = read_sheet(sheet, {"kind", "lang", "endings"});
    keep(read.findings);
    for (SheetRow const& row : read.rows) {
      auto const language = language_of(sheet, row);
      std::string_view const kind = row.cells[0];
      bool const link = kind == "link";
      bool const known = link || kind == "does" || kind == "not" || kind == "to";
      if (!known) complain(sheet, row, 0, "the kind is one of link, does, not, to");
      if (!language || !known) continue;
      auto const form = kind == "not"  ? VerbReading::Form::denied
                        : kind == "to" ? VerbReading::Form::to
                                       : VerbReading::Form::does;
      // An empty part: the bare stem is a word of its own (bech diya).
      if (row.cells[2].starts_with('|')) add_end({}, *language, form);
      for (std::string_view const ending : split_cell(row.cells[2])) {
        if (link)
          add_link(ending_spelling(ending, true), *language);
        else
          add_end(ending_spelling(ending, false), *language, form);
      }
    }
  }

  std::optional<std::size_t> language_of(Sheet const& sheet, SheetRow const& row) {
    if (row.cells[1] == "ne") return ne;
    if (row.cells[1] == "hi") return hi;
    complain(sheet, row, 1, "the language is ne or hi");
    return std::nullopt;
  }

  std::uint32_t verb_named(std::string_view name) {
    if (auto const known = out_.verbs.find(name)) return *known;
    out_.verbs.names_.emplace_back(name);
    out_.verbs.never_.emplace_back();
    return static_cast<std::uint32_t>(out_.verbs.names_.size() - 1);
  }

  static Verbs::Node* grow(Verbs::Tree& tree, std::string_view spelled) {
    std::size_t node = 0;
    for (char const c : spelled) {
      auto const letter = letter_index(c);
      if (!letter) return nullptr;
      if (tree[node].next[*letter] == 0) {
        tree[node].next[*letter] = static_cast<std::uint16_t>(tree.size());
        tree.emplace_back();
      }
      node = tree[node].next[*letter];
    }
    return &tree[node];
  }

  void add_link(std::string const& spelled, std::size_t language) {
    if (Verbs::Node* const node = grow(out_.verbs.endings_, spelled)) node->is_link[language] = true;
  }
  void add_end(std::string const& spelled, std::size_t language, VerbReading::Form form) {
    Verbs::Node* const node = grow(out_.verbs.endings_, spelled);
    if (node == nullptr) return;
    auto& ends = node->ends[language];
    if (std::ranges::find(ends, form) == ends.end()) ends.push_back(form);
  }

  void keep(std::vector<Finding> const& findings) {
    out_.findings.insert(out_.findings.end(), findings.begin(), findings.end());
  }
  void complain(Sheet const& sheet, SheetRow const& row, std::size_t column, std::string message) {
    out_.findings.push_back({.file = std::string(sheet.file),
                             .line = row.line,
                             .column = row.columns[column],
                             .message = std::move(message)});
  }

  ReadVerbs out_;
};

ReadVerbs read_verbs(std::span<Sheet const> sheets) { return VerbsReader().read(sheets); }

}  // namespace flows
