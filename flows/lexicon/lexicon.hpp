// The sheet of words (config/lexicon/*.tsv): what people text, what each form means, how it is matched. Read-only once
// loaded; any thread. Whole-message words (commands, answers to a question) are asked for by name; matching inside a
// text is flows/lexicon/matching.hpp.
//
//   auto read = flows::read_lexicon(sheets, std::move(places));
//   read.lexicon.command(flows::normalise("STOP!").text) == "stop"
#pragma once

#include "flows/finding.hpp"
#include "flows/lexicon/places.hpp"
#include "flows/lexicon/sheet.hpp"
#include "flows/triage.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct LexiconIndex;  // flows/lexicon/index.hpp

enum class Role : std::uint8_t { command, answer, signal, intent, noun, modifier, negation };
enum class Matching : std::uint8_t { whole, exact, token, phrase, apart };
enum class Certainty : std::uint8_t { low, medium, high };

struct LexiconRow {
  std::string id;
  std::string concept_name;       // e.g. "passport_taken"
  std::string category;           // empty for modifiers, answers, negations
  std::optional<Severity> least;  // the severity hint
  bool raises = false;            // the hint is "+1"
  Role role = Role::signal;
  Matching matching = Matching::phrase;
  std::string language;
  std::string text;  // normalised; verbs and groups in braces
  std::string fold;  // of the sheet
  Certainty certainty = Certainty::medium;
  std::string note;
};

class Lexicon {
 public:
  Lexicon();
  Lexicon(Lexicon&&) noexcept;
  Lexicon& operator=(Lexicon&&) noexcept;
  ~Lexicon();

  // A whole-message command: danger, stop, start, help, person, repeat, back, menu, status, erase, language, call_me,
  // greeting, who_is_this, wrong_number, no_share, code_word, quiet_word, thanks. Nothing if the message is none.
  // `language` words that name one ("lang en", "english", "नेपाली") are commands too; which one: `named_language`.
  [[nodiscard]] std::optional<std::string> command(std::string_view normalised) const;

  // The language that a command names: ne, ne-Latn, en; nothing for a bare LANG.
  [[nodiscard]] std::optional<std::string> named_language(std::string_view normalised) const;

  // What a whole message means as an answer to an open question: "yes", "no", "1" ... "8" ("ek", "एक", "one"),
  // "not_sure", "skip".
  [[nodiscard]] std::optional<std::string> answer(std::string_view normalised) const;

  [[nodiscard]] std::span<LexiconRow const> rows() const;
  [[nodiscard]] Places const& places() const;
  [[nodiscard]] LexiconIndex const& index() const;

 private:
  friend struct LexiconReader;
  std::unique_ptr<LexiconIndex> index_;
};

struct ReadLexicon {
  Lexicon lexicon;
  std::vector<Finding> findings;  // a row with a finding is left out
};

// Later sheets add to earlier ones. verbs.tsv, verb_endings.tsv and word_groups.tsv are read for what they are
// (flows/lexicon/verbs.hpp), whatever their place. `places` are kept, since triage reads places too, and no row is
// guessed from the misspelling of one (hungry is not Hungary).
[[nodiscard]] ReadLexicon read_lexicon(std::span<Sheet const> sheets, Places places);

}  // namespace flows
