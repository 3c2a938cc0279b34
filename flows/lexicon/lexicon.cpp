#include "flows/lexicon/lexicon.hpp"

#include "flows/lexicon/index.hpp"
#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"
#include "flows/triage/category.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace flows {
namespace {

template <class Value>
struct Word {
  std::string_view word;
  Value value;
};
template <class Value, std::size_t size>
std::optional<Value> value_of(std::array<Word<Value>, size> const& words, std::string_view word) {
  auto const found = std::ranges::find(words, word, &Word<Value>::word);
  return found == words.end() ? std::nullopt : std::optional<Value>(found->value);
}

constexpr std::array roles{Word<Role>{"command", Role::command},  Word<Role>{"answer", Role::answer},
                           Word<Role>{"signal", Role::signal},    Word<Role>{"intent", Role::intent},
                           Word<Role>{"noun", Role::noun},        Word<Role>{"modifier", Role::modifier},
                           Word<Role>{"negation", Role::negation}};
constexpr std::array matchings{Word<Matching>{"whole", Matching::whole}, Word<Matching>{"exact", Matching::exact},
                               Word<Matching>{"token", Matching::token}, Word<Matching>{"phrase", Matching::phrase},
                               Word<Matching>{"apart", Matching::apart}};
constexpr std::array certainties{Word<Certainty>{"low", Certainty::low}, Word<Certainty>{"medium", Certainty::medium},
                                 Word<Certainty>{"high", Certainty::high}};

// The columns of a sheet of words, in the order in which they are read.
enum Column : std::size_t { id, concept_name, category, severity_hint, role, match, lang, text, certainty, note };
std::vector<std::string_view> column_names() {
  return {"id", "concept", "category", "severity_hint", "role", "match", "lang", "text", "certainty", "note"};
}

// "command row": a concept that names a language carries it behind a colon, e.g. language:en.
constexpr std::string_view language_concept = "language:";

std::string without_emoji(std::string_view normalised) {
  std::string out;
  for (::flows::Word const& word : normalise(normalised).words) {
    if (word.emoji) continue;
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

// The last sheet's row of that role for a whole message.
LexiconRow const* find_whole(LexiconIndex const& index, std::string_view normalised, Role role) {
  auto found = index.whole.find(normalised);
  constexpr std::size_t emoji_bytes_max = 200;  // beside a command
  if (found == index.whole.end() && normalised.size() > index.whole_bytes_max + emoji_bytes_max) return nullptr;
  bool const maybe_emoji =
      std::ranges::any_of(normalised, [](char c) { return static_cast<unsigned char>(c) >= 0xC2; });
  if (found == index.whole.end() && maybe_emoji) found = index.whole.find(without_emoji(normalised));
  if (found == index.whole.end()) return nullptr;
  for (std::size_t i = found->second.size(); i > 0; --i) {
    LexiconRow const& row = index.rows[found->second[i - 1]];
    if (row.role == role) return &row;
  }
  return nullptr;
}

}  // namespace

struct LexiconReader {
  LexiconIndex index;
  std::vector<Finding> findings;
  TextMap<int> lines_by_id;
  std::vector<WordGroup> groups;
  std::map<std::string, std::string, std::less<>> files_by_brace;

  void read(Sheet const& sheet) {
    ReadSheet const read = read_sheet(sheet, column_names());
    findings.insert(findings.end(), read.findings.begin(), read.findings.end());
    for (SheetRow const& row : read.rows) read_row(sheet, row);
  }

  void read_all(std::span<Sheet const> sheets) {
    ReadVerbs verbs = read_verbs(sheets);
    index.verbs = std::move(verbs.verbs);
    findings.insert(findings.end(), verbs.findings.begin(), verbs.findings.end());
    for (Sheet const& sheet : sheets) {
      if (is_group_sheet(sheet))
        read_groups(sheet);
      else if (!is_verb_sheet(sheet))
        read(sheet);
    }
  }

  ReadLexicon finish(Places places) {
    index.places = std::move(places);
    for (std::string const& name : build_index(index, groups)) {
      findings.push_back({.file = files_by_brace[name],
                          .message = name + " is neither a verb of verbs.tsv nor a group of word_groups.tsv"});
    }
    read_known_words(index);
    ReadLexicon out;
    out.lexicon.index_ = std::make_unique<LexiconIndex>(std::move(index));
    out.findings = std::move(findings);
    return out;
  }

 private:
  static bool is_group_sheet(Sheet const& sheet) {
    return sheet.file.substr(sheet.file.find_last_of('/') + 1) == "word_groups.tsv";
  }

  void read_groups(Sheet const& sheet) {
    ReadSheet const read = read_sheet(sheet, {"group", "words"});
    findings.insert(findings.end(), read.findings.begin(), read.findings.end());
    for (SheetRow const& row : read.rows) {
      WordGroup group{.name = std::string(row.cells[0]), .words = {}};
      for (std::string_view const word : split_cell(row.cells[1])) group.words.push_back(normalised_text(word));
      groups.push_back(std::move(group));
    }
  }

  // Words in braces stand for verbs and groups and stay as they are.
  std::string row_text(Sheet const& sheet, std::string_view cell) {
    if (!cell.contains('{')) return normalised_text(cell);
    std::string out;
    for (std::size_t at = 0; at < cell.size();) {
      std::size_t const end = std::min(cell.find(' ', at), cell.size());
      std::string_view const word = cell.substr(at, end - at);
      bool const is_braced = !braced(word).empty();
      if (is_braced) files_by_brace.emplace(word, sheet.file);
      if (!out.empty()) out += ' ';
      out += is_braced ? std::string(word) : normalised_text(word);
      at = end + 1;
    }
    return out;
  }

  void read_row(Sheet const& sheet, SheetRow const& row) {
    std::size_t const before = findings.size();
    LexiconRow out;
    out.id = row.cells[id];
    out.concept_name = row.cells[concept_name];
    out.category = row.cells[category];
    out.language = row.cells[lang];
    out.text = row_text(sheet, row.cells[text]);
    out.fold = fold_words(out.text);
    out.note = row.cells[note];
    out.raises = row.cells[severity_hint] == "+1";
    read_words(sheet, row, out);
    check(sheet, row, out);
    if (findings.size() == before) index.rows.push_back(std::move(out));
  }

  // Cells that take one word of a list.
  void read_words(Sheet const& sheet, SheetRow const& row, LexiconRow& out) {
    std::optional<Role> const its_role = value_of(roles, row.cells[role]);
    std::optional<Matching> const its_match = value_of(matchings, row.cells[match]);
    std::optional<Certainty> const its_certainty = value_of(certainties, row.cells[certainty]);
    if (!its_role)
      complain(sheet, row, role, "the role is one of command, answer, signal, intent, noun, modifier, negation");
    if (!its_match) complain(sheet, row, match, "the match is one of whole, exact, token, phrase, apart");
    if (!its_certainty) complain(sheet, row, certainty, "the certainty is one of low, medium, high");
    out.role = its_role.value_or(Role::signal);
    out.matching = its_match.value_or(Matching::phrase);
    out.certainty = its_certainty.value_or(Certainty::medium);
    if (row.cells[severity_hint].empty() || out.raises) return;
    out.least = parse_severity(row.cells[severity_hint]);
    if (!out.least)
      complain(sheet, row, severity_hint, "the severity hint is low, medium, high, critical, +1 or empty");
  }

  void check(Sheet const& sheet, SheetRow const& row, LexiconRow const& out) {
    if (out.id.empty()) complain(sheet, row, id, "a row without an id; give it one of its own");
    if (out.concept_name.empty())
      complain(sheet, row, concept_name, "a row without a concept; say what the words mean");
    if (out.text.empty()) complain(sheet, row, text, "no words are left of this text once punctuation is taken out");
    if (!out.category.empty() && !is_category(out.category)) {
      complain(sheet, row, category,
               "\"" + out.category + "\" is no category; write one of the codes that other rows use");
    }
    if (out.matching == Matching::token && out.text.contains(' ')) {
      complain(sheet, row, match, "a token is one word; use phrase for several");
    }
    if (std::ranges::count(out.text, ' ') >= static_cast<std::ptrdiff_t>(row_words_max))
      complain(sheet, row, text, "a row has at most 16 words; take the few that decide");
    auto const [first, is_new] = lines_by_id.emplace(out.id, row.line);
    if (!is_new) complain(sheet, row, id, "the id stands in line " + std::to_string(first->second) + " already");
  }

  void complain(Sheet const& sheet, SheetRow const& row, Column column, std::string message) {
    findings.push_back({.file = std::string(sheet.file),
                        .line = row.line,
                        .column = row.columns[column],
                        .message = std::move(message)});
  }
};

Lexicon::Lexicon() : index_(std::make_unique<LexiconIndex>()) {
  static_cast<void>(build_index(*index_, {}));
  read_known_words(*index_);
}
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

std::optional<std::string> Lexicon::command(std::string_view normalised) const {
  LexiconRow const* row = find_whole(*index_, normalised, Role::command);
  if (row == nullptr) return std::nullopt;
  if (row->concept_name == "danger_digit") return "danger";
  if (row->concept_name.starts_with(language_concept)) return "language";
  return row->concept_name;
}

std::optional<std::string> Lexicon::named_language(std::string_view normalised) const {
  LexiconRow const* row = find_whole(*index_, normalised, Role::command);
  if (row == nullptr || !row->concept_name.starts_with(language_concept)) return std::nullopt;
  return row->concept_name.substr(language_concept.size());
}

std::optional<std::string> Lexicon::answer(std::string_view normalised) const {
  LexiconRow const* row = find_whole(*index_, normalised, Role::answer);
  if (row == nullptr) return std::nullopt;
  return row->concept_name;
}

std::span<LexiconRow const> Lexicon::rows() const { return index_->rows; }
Places const& Lexicon::places() const { return index_->places; }
LexiconIndex const& Lexicon::index() const { return *index_; }

ReadLexicon read_lexicon(std::span<Sheet const> sheets, Places places) {
  LexiconReader reader;
  reader.read_all(sheets);
  return reader.finish(std::move(places));
}

}  // namespace flows
