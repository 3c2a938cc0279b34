// What a step may see and do while one turn runs: her input, what is known, what is said and decided. The engine makes
// one Moment per turn; steps change it and nothing else.
// Threads: one turn, one thread.
#pragma once

#include "flows/engine.hpp"
#include "flows/flow.hpp"
#include "flows/library.hpp"
#include "flows/text/normalise.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

// Values are kept with the conversation; nobody needs a longer answer than this from a question of ours.
inline constexpr std::size_t value_bytes_max = 2'000;
// Reasons kept for the operator; more are of no use on one screen.
inline constexpr std::size_t reasons_max = 12;
inline constexpr std::size_t reason_bytes_max = 400;

class Moment {
 public:
  Moment(Library const& library, State state, Input const& input, Facts const& facts, Instant now);

  Library const& library;
  Input const& input;
  Facts const& facts;
  Instant now;

  State state;
  ContactRules rules;              // as they will be after this turn
  std::optional<Verdict> verdict;  // of this turn's text, if it is one
  std::vector<Effect> effects;
  Normalised read;                     // this turn's text or keys, normalised
  std::string normalised;              // the same as one text; of keys without spaces
  std::optional<std::string> command;  // that works everywhere, if it is one
  Silence silence = Silence::none;
  bool finished = false;             // a step ended the whole conversation
  bool said_code_word = false;       // in this turn
  std::vector<KeepWord> kept_words;  // agreed on in this turn
  std::vector<std::string> secrets;  // what of this turn's text is never kept with it
  std::string outcome;

  // The language in which she is answered now; never ne-Latn on a call.
  [[nodiscard]] std::string language() const;
  // She writes for somebody else: as she said, or as her words sound until she is asked.
  [[nodiscard]] bool for_other() const;
  [[nodiscard]] bool on_call() const { return facts.medium == Medium::voice; }

  // Says a text: the form for the medium, for whom she writes, and the twin without numbers where one is not known.
  void say(Text const& text, std::string_view step);
  // `known`: what further placeholders of the line stand for.
  void say_copy(std::string_view copy, std::map<std::string, std::string, std::less<>> const& known = {});
  // The words that were just said ask for her consent: they are kept until she answers.
  void note_asked_for_consent();
  [[nodiscard]] bool said() const;

  // Names. Some are more than values of this conversation: `language`, `safe`, `contact`, `opted_out` and `no_share` go
  // into what we keep to about the contact; `category`, `severity`, `rule`, `tags`, `place` and `country` into the
  // case. Severity is only ever raised. `code_word` and `quiet_word` are kept with the contact alone, and `word_kept`
  // says in this turn whether one was taken. `consent`, yes or no, is recorded with the words that asked.
  [[nodiscard]] std::string get(std::string_view name) const;
  void set(std::string const& name, std::string value);
  void forget(std::string_view name);
  [[nodiscard]] std::optional<Value> look_up(std::string_view name) const;
  [[nodiscard]] bool holds(Condition const& condition) const;
  // What an expression comes to, as the text that a value is kept as; nothing where it comes to nothing.
  [[nodiscard]] std::optional<std::string> value(Condition const& expression) const;
  [[nodiscard]] std::chrono::sys_days today() const { return std::chrono::floor<std::chrono::days>(now); }

  // Takes this turn's verdict into the case, once; the gravest stands. `judged`: that was done.
  [[nodiscard]] bool judged() const { return judged_; }
  void note_verdict();
  enum class Weight : std::uint8_t { first, last };  // what decided stands first
  void add_reason(std::string reason, Weight weight = Weight::first);
  // From now on there is a case; the engine says so once at the end of the turn, and again whenever its facts change.
  void open_case(std::string const& queue);
  // The desk is told once more at the end of the turn, also where only the reasons are new.
  void tell_again() { forget(".sent"); }
  // A case apart, at once: a complaint, a request to erase.
  void open_own_case(Escalate escalate);
  [[nodiscard]] bool has_case() const;

 private:
  bool keep_word(std::string_view name, std::string const& value);
  void note_consent(bool given);
  void set_doubt(std::string_view value);
  [[nodiscard]] bool has_word(KeepWord::Which which) const;
  [[nodiscard]] bool is_frozen(std::string_view name, std::string_view value) const;
  [[nodiscard]] std::optional<std::string> number(std::string_view name, std::string_view copy) const;
  // What a placeholder of a line stands for now; nothing: unknown, or the desk's to fill ({ref}, {mins}).
  [[nodiscard]] std::optional<std::string> placeholder(std::string_view name, std::string_view copy) const;
  void hear_words(Verdict const& verdict);
  void judge_case(Verdict const& verdict);
  void leave_complaint();
  bool judged_ = false;
};

// Names that conditions may use without any step saving them, for the check of undefined names and the documents.
struct KnownName {
  std::string_view name;
  std::string_view meaning;
};
[[nodiscard]] std::vector<KnownName> const& known_names();

// Valid UTF-8 of at most so many bytes, no letter cut: what is kept must survive being read back.
[[nodiscard]] std::string clean(std::string_view text, std::size_t bytes_max);

// A category that tells nothing of what is wrong: unclear, spam, a request to stop.
[[nodiscard]] bool says_nothing(std::string_view category);

// Lists within values are joined by commas, reasons by line ends.
[[nodiscard]] std::vector<std::string> split_list(std::string_view list, char separator = ',');
[[nodiscard]] std::string add_to_list(std::string_view list, std::string_view item, char separator = ',');

// The case as it stands in the values of a conversation.
[[nodiscard]] Escalate case_of(State const& state);

}  // namespace flows
