// From one text to a verdict, in the order of the domain notes: clean, read, gather, choose the category, judge how
// urgent. Whole-message words come first, since they mean something only alone.
#include "flows/triage.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "flows/lexicon/matching.hpp"
#include "flows/text/digits.hpp"
#include "flows/text/normalise.hpp"
#include "flows/text/script.hpp"
#include "flows/triage/category.hpp"
#include "flows/triage/severity.hpp"
#include "flows/triage/signs.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

// Where Malay words are likely enough to count alone.
bool is_malay_country(std::string_view iso) { return iso == "MY" || iso == "BN" || iso == "SG"; }

std::string words_as_typed(std::string_view raw, Normalised const& text, Hit const& hit) {
  Word const& first = text.words[hit.tokens.front()];
  Word const& last = text.words[hit.tokens.back()];
  return std::string(raw.substr(first.begin, last.end - first.begin));
}

void add_match(Verdict& verdict, std::string_view raw, Normalised const& text, Hit const& hit) {
  verdict.matched.push_back({words_as_typed(raw, text, hit), hit.row->concept_name, hit.row->id});
  bool const is_flag = hit.row->role == Role::modifier || hit.row->role == Role::command;
  if (is_flag) verdict.flags.insert(hit.row->concept_name);
}

// A threat that the text denies does not count, but is asked about.
void note_denials(Verdict& verdict, Reading const& reading) {
  constexpr auto grave = std::to_array<std::string_view>({"not_suicide", "not_sexual", "not_beaten", "not_locked"});
  bool asks = false;
  for (Hit const& hit : reading.hits) asks = asks || std::ranges::find(grave, hit.row->concept_name) != grave.end();
  for (Hit const& hit : reading.denied) {
    bool const critical = hit.row->least == Severity::critical;
    asks = asks || critical;
    if (critical) verdict.why.push_back("denied in the text: " + hit.row->concept_name);
  }
  if (asks) verdict.flags.insert("ask_danger");
}

void add_facts(Verdict& verdict, Signs const& signs) {
  verdict.place = signs.place;
  verdict.country = signs.country;
  verdict.indicators = indicator_concepts(signs);
  if (signs.household) {
    verdict.flags.insert("household");
    verdict.tags.emplace_back("household");
  }
  if (signs.has("minor")) {
    verdict.flags.insert("minor");
    verdict.tags.emplace_back("child");
  }
  for (std::string_view const flag :
       {"police_noun", "debt_threat", "report_threat", "visa_expired", "absconding", "exit_refused"}) {
    if (signs.has(flag)) verdict.flags.emplace(flag);
  }
  for (std::string_view const fact : {"pregnant", "disability", "conflict", "absconding"}) {
    if (signs.has(fact)) verdict.tags.emplace_back(fact);
  }
}

// An erase request inside a sentence stands beside the matter; alone it is the matter.
void take_commands(Verdict& verdict, Category const& category) {
  if (category.primary == "unclear" && verdict.flags.contains("erase")) verdict.category = "erase";
}

std::vector<std::string> folds_of(Reading const& reading) {
  std::vector<std::string> folds;
  folds.reserve(reading.tokens.size());
  for (Token const& token : reading.tokens) folds.push_back(token.word->folded);
  return folds;
}

void judge_words(Verdict& verdict, Lexicon const& lexicon, std::string_view raw, Normalised const& text,
                 Reading const& reading, TriageFacts const& facts) {
  Signs const signs = gather_signs(lexicon, reading, raw, facts);
  Category const category = choose_category(signs);
  Judgement const judgement = judge_severity(signs, category);
  verdict.category = category.primary;
  verdict.tags = category.tags;
  verdict.severity = judgement.severity;
  verdict.rule = judgement.rule;
  verdict.danger = judgement.critical_rule;
  verdict.why = category.why;
  verdict.why.insert(verdict.why.end(), judgement.why.begin(), judgement.why.end());
  for (Hit const& hit : reading.hits) add_match(verdict, raw, text, hit);
  add_facts(verdict, signs);
  note_denials(verdict, reading);
  take_commands(verdict, category);
}

void hear_danger_digit(Verdict& verdict, TriageFacts const& facts) {
  verdict.category = "danger";
  verdict.severity = Severity::critical;
  verdict.rule = "C1";
  verdict.danger = true;
  verdict.country = !facts.country.empty() ? facts.country : facts.number_country == "NP" ? "" : facts.number_country;
  verdict.place = facts.place.value_or(facts.number_country == "NP" ? Place::pd : Place::cd);
  verdict.matched.push_back({"9", "danger_digit", "k0215"});
  verdict.flags.insert("danger_digit");
  verdict.why.emplace_back("C1: the danger digit");
}

void take_command(Verdict& verdict, std::string_view command) {
  verdict.flags.emplace(command);
  if (command == "stop") verdict.category = "optout";
  if (command == "erase") verdict.category = "erase";
  if (command == "person" || command == "call_me") verdict.severity = worse(verdict.severity, Severity::medium);
  verdict.greeting = command == "greeting" || command == "start" || command == "menu" || command == "language";
  bool const low = command == "stop" || command == "erase";
  if (low) verdict.severity = Severity::low;
}

// "namaste sir", "hello dai": nothing but greetings and ways to address somebody.
bool is_only_greeting(Lexicon const& lexicon, Normalised const& text) {
  constexpr auto address =
      std::to_array<std::string_view>({"sir", "mam", "madam", "hajur", "bhai", "bro", "ji", "सर", "हजुर", "जी"});
  bool greets = false;
  for (Word const& word : text.words) {
    std::optional<std::string> const command = lexicon.command(word.text);
    bool const greeting = command == "greeting" || (command == "start" && word.text.starts_with("h"));
    greets = greets || greeting;
    if (!greeting && !word.emoji && std::ranges::find(address, word.text) == address.end()) return false;
  }
  return greets;
}

bool has_content(Verdict const& verdict, Normalised const& text) {
  if (!verdict.matched.empty() || verdict.preeti) return true;
  bool const only_emoji = std::ranges::all_of(text.words, &Word::emoji);
  return !only_emoji && !read_digit_answer(text.text);
}

void mark_preeti(Verdict& verdict, std::string_view raw) {
  verdict.preeti = looks_like_preeti(raw);
  if (!verdict.preeti) return;
  verdict.severity = worse(verdict.severity, Severity::medium);
  verdict.language = "ne";
  verdict.reply_language = "ne";
  verdict.why.emplace_back("old Preeti letters: a person must read it");
}

}  // namespace

Verdict triage(Lexicon const& lexicon, std::string_view text, TriageFacts const& facts) {
  return triage(lexicon, text, normalise(text), facts);
}

Verdict triage(Lexicon const& lexicon, std::string_view text, Normalised const& normalised, TriageFacts const& facts) {
  Verdict verdict;
  if (is_danger_digit(normalised.text, facts.open_question ? Asked::yes : Asked::no)) {
    verdict.language = guess_language(normalised);
    verdict.reply_language = reply_language(verdict.language);
    hear_danger_digit(verdict, facts);
    return verdict;
  }
  MalayRows const malay = is_malay_country(facts.number_country) ? MalayRows::count : MalayRows::only_in_company;
  Reading const reading = read_words(lexicon, normalised, malay);
  verdict.language = guess_language(normalised, folds_of(reading));
  verdict.reply_language = reply_language(verdict.language);
  judge_words(verdict, lexicon, text, normalised, reading, facts);
  std::optional<std::string> const command = lexicon.command(normalised.text);
  if (command && !verdict.danger) take_command(verdict, *command);
  bool const nothing_else = verdict.category == "unclear" && verdict.matched.empty();
  verdict.greeting = verdict.greeting || (nothing_else && is_only_greeting(lexicon, normalised));
  mark_preeti(verdict, text);
  verdict.content = command.has_value() || has_content(verdict, normalised);
  verdict.plain_information = is_plain_information(verdict.category) && verdict.severity == Severity::low;
  return verdict;
}

}  // namespace flows
