#include "flows/moment.hpp"

#include "flows/agreed_words.hpp"
#include "flows/expression/value.hpp"
#include "flows/lexicon/lexicon.hpp"
#include "flows/review.hpp"
#include "flows/text/normalise.hpp"
#include "flows/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace flows {
namespace {

std::string_view word(Safety safety) {
  switch (safety) {
    case Safety::unknown: return "";
    case Safety::yes: return "yes";
    case Safety::no: return "no";
    case Safety::unsure: return "unsure";
  }
  std::unreachable();
}

Safety parse_safety(std::string_view word) {
  if (word == "yes") return Safety::yes;
  if (word == "no") return Safety::no;
  return word == "unsure" ? Safety::unsure : Safety::unknown;
}

std::string_view word(Preference preference) {
  switch (preference) {
    case Preference::unknown: return "";
    case Preference::sms: return "sms";
    case Preference::call: return "call";
    case Preference::none: return "none";
  }
  std::unreachable();
}

Preference parse_preference(std::string_view word) {
  if (word == "sms") return Preference::sms;
  if (word == "call") return Preference::call;
  return word == "none" ? Preference::none : Preference::unknown;
}

// Telephone numbers: of the country's police and ambulance, of the helpline that a line names, of our own line.
bool is_number(std::string_view name) { return name == "police" || name == "amb" || name == "num" || name == "line"; }

// Line, language and revision of the words that asked for consent last.
constexpr std::string_view asked_for_consent = ".consent_asked";

bool is_list(std::string_view name) { return name == "tags" || name == "heard" || name == "just_heard"; }

}  // namespace

std::vector<KnownName> const& known_names() {
  static std::vector<KnownName> const names{
      {"category", "what is wrong, as one code"},
      {"severity", "low, medium, high or critical; only ever raised"},
      {"rule", "the gravest rule met, for example C6"},
      {"tags", "further categories and facts"},
      {"place", "PD, TR, CD or RT"},
      {"place_asked", "she said herself where the person is"},
      {"country", "the country of the person with the problem, ISO 3166"},
      {"heard", "what her words were read as: concepts of the lexicon"},
      {"just_heard", "the same, of the last text alone"},
      {"kind", "of the last text: blank, greeting, plea, information, unclear or story"},
      {"blanks", "blank texts within ten minutes"},
      {"named_language", "the language that a language command named"},
      {"language", "in which she is answered"},
      {"language_chosen", "she chose the language herself"},
      {"safe", "her last answer in this conversation: yes, no, unsure"},
      {"was_safe", "her last answer in any conversation: yes, no, unsure"},
      {"contact", "how she may be contacted: sms, call, none"},
      {"opted_out", "she wants no messages"},
      {"no_share", "she refuses that anything is shared"},
      {"doubted", "perhaps somebody else has her phone; of somebody with a code word"},
      {"has_code_word", "she has a code word"},
      {"has_quiet_word", "she has a quiet word"},
      {"said_code_word", "she said her code word just now"},
      {"word_kept", "whether the word that she just chose was taken: yes or no"},
      {"medium", "sms or voice"},
      {"known", "she wrote or rang before"},
      {"for_other", "she writes for family or a friend: as she said, or as her words sound until she is asked"},
      {"has_case", "a case is open or was opened in this conversation"},
      {"case_open", "a case of hers was open before this turn"},
      {"case_severity", "its severity"},
      {"case_category", "its category"},
      {"number_country", "the country of her number"},
      {"texts_without_answer", "texts in 24 hours that no person answered"},
      {"today", "the date, by universal time: today - last_paid > 60"},
      {"open_queues", "the queues whose hours it is: open_queues has legal"},
      {"transfers", "the queues that a call can be put through to now"},
      {"can_record", "the call can take spoken words"},
  };
  return names;
}

std::string clean(std::string_view text, std::size_t bytes_max) {
  auto const is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (text.size() <= bytes_max && std::ranges::all_of(text, is_ascii)) return std::string(text);
  std::string cleaned;
  for (std::size_t at = 0; at < text.size();) {
    Decoded const letter = decode_at(text, at);
    std::size_t const before = cleaned.size();
    append_utf8(cleaned, letter.code_point);
    if (cleaned.size() > bytes_max) {
      cleaned.resize(before);
      break;
    }
    at += letter.bytes;
  }
  return cleaned;
}

std::vector<std::string> split_list(std::string_view list, char separator) {
  std::vector<std::string> items;
  while (!list.empty()) {
    std::size_t const end = std::min(list.find(separator), list.size());
    if (end > 0) items.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return items;
}

std::string add_to_list(std::string_view list, std::string_view item, char separator) {
  if (item.empty()) return std::string(list);
  for (std::string_view rest = list; !rest.empty();) {
    std::size_t const end = std::min(rest.find(separator), rest.size());
    if (rest.substr(0, end) == item) return std::string(list);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return list.empty() ? std::string(item) : std::string(list) + separator + std::string(item);
}

Moment::Moment(Library const& library_, State state_, Input const& input_, Facts const& facts_, Instant now_)
    : library(library_),
      input(input_),
      facts(facts_),
      now(now_),
      state(std::move(state_)),
      rules(facts_.contact),
      read(normalise(input_.text)),
      normalised(read.text) {
  state.values.erase("just_heard");
  state.values.erase("word_kept");
}

std::string Moment::language() const {
  std::string const written = rules.language.empty() ? "ne" : rules.language;
  // Romanised Nepali is for reading; spoken it is Nepali.
  return on_call() && written == "ne-Latn" ? "ne" : written;
}

bool Moment::for_other() const {
  std::string const who = get("who");
  if (!who.empty()) return who != "me";
  std::vector<std::string> const heard = split_list(get("heard"));
  return std::ranges::find(heard, "relative") != heard.end();
}

std::optional<std::string> Moment::number(std::string_view name, std::string_view copy) const {
  // A helpline's number belongs to the one line that names it; our own belongs to every line.
  auto const found = facts.numbers.find(name == "num" ? "num:" + std::string(copy) : std::string(name));
  if (found == facts.numbers.end() || found->second.empty()) return std::nullopt;
  if (name == "line") return found->second;
  // The numbers are those of the sender's prefix. Whoever writes for somebody else, or named another country, would
  // ring the wrong police.
  std::string const country = get("country");
  bool const elsewhere = !country.empty() && country != facts.number_country;
  if (elsewhere || (for_other() && country.empty())) return std::nullopt;
  return found->second;
}

std::optional<std::string> Moment::placeholder(std::string_view name, std::string_view copy) const {
  if (is_number(name)) return number(name, copy);
  // What a person at the desk named when she sent the line.
  bool const is_named = name == "org" || name == "hours" || name == "time" || name == "state";
  auto const found = is_named ? state.values.find(name) : state.values.end();
  return found == state.values.end() ? std::nullopt : std::optional(found->second);
}

void Moment::say(Text const& text, std::string_view step) {
  bool const own_voice = on_call() && !(text.voice_copy.empty() && text.voice_own.empty());
  std::string const& copy = own_voice ? text.voice_copy : text.copy;
  if (!copy.empty()) return say_copy(copy);
  Translations const& own = own_voice ? text.voice_own : text.own;
  auto const value = [&](std::string_view name) { return placeholder(name, {}); };
  effects.emplace_back(Say{std::string(step), language(), fill(in_language(own, language()), value)});
}

void Moment::say_copy(std::string_view copy, std::map<std::string, std::string, std::less<>> const& known) {
  auto const needs_number = [&](std::string_view text) {
    return std::ranges::any_of(placeholders(text), [&](std::string const& name) {
      return is_number(name) && (on_call() || !number(name, copy));
    });
  };
  std::string base(copy);
  if (for_other() && library.copy().find(base + "_other") != nullptr) base += "_other";
  Copy::Line const* line = library.copy().find(base);
  Copy::Line const* const voice = on_call() ? library.copy().find(base + "_voice") : nullptr;
  if (voice != nullptr) line = voice;
  if (line != nullptr && needs_number(in_language(line->texts, language()))) {
    // Never a number that nobody verified (rule 20); and a call does not read out numbers to somebody without a pen.
    line = library.copy().find(base + "_nonum");
  }
  if (line == nullptr) return;
  auto const value = [&](std::string_view name) {
    auto const found = known.find(name);
    return found == known.end() ? placeholder(name, copy) : std::optional(found->second);
  };
  effects.emplace_back(Say{line->id, language(), fill(in_language(line->texts, language()), value)});
}

void Moment::note_asked_for_consent() {
  for (Effect const& effect : effects) {
    auto const* const say = std::get_if<Say>(&effect);
    if (say == nullptr) continue;
    Copy::Line const* const line = library.copy().find(say->copy);
    std::string const revision = print_of(line == nullptr ? say->text : in_language(line->texts, say->language));
    state.values[std::string(asked_for_consent)] = say->copy + "," + say->language + "," + revision;
  }
}

void Moment::note_consent(bool given) {
  Consented consented{.organisation = get("org"), .given = given};
  std::vector<std::string> const asked = split_list(get(asked_for_consent));
  if (asked.size() == 3) {
    consented.copy = asked[0];
    consented.language = asked[1];
    consented.revision = asked[2];
  }
  effects.emplace_back(std::move(consented));
}

bool Moment::said() const {
  return std::ranges::any_of(effects, [](Effect const& effect) { return std::holds_alternative<Say>(effect); });
}

std::string Moment::get(std::string_view name) const {
  auto const found = state.values.find(name);
  return found == state.values.end() ? std::string{} : found->second;
}

bool Moment::has_word(KeepWord::Which which) const {
  bool const had = which == KeepWord::Which::code ? bool(facts.words.is_code_word) : bool(facts.words.is_quiet_word);
  return had || std::ranges::find(kept_words, which, &KeepWord::which) != kept_words.end();
}

// Without a code word nobody could end the doubt, so there is none.
void Moment::set_doubt(std::string_view value) {
  if (!has_word(KeepWord::Which::code) || rules.doubt == Doubt::quiet_word) return;
  rules.doubt = value == "quiet_word" ? Doubt::quiet_word : Doubt::other_hands;
}

// While somebody else may have her phone, nothing that protects her is loosened.
bool Moment::is_frozen(std::string_view name, std::string_view value) const {
  if (rules.doubt == Doubt::none) return false;
  if (name == "safe") return value == "yes" || rules.safety == Safety::no;
  if (name == "contact") return value != "none";
  return (name == "opted_out" || name == "no_share") && value != "yes";
}

// A word of hers is never a value of the conversation. Another word in place of one needs the code word before it.
bool Moment::keep_word(std::string_view name, std::string const& value) {
  bool const is_code = name == "code_word";
  if (!is_code && name != "quiet_word") return false;
  bool const is_change = is_code ? bool(facts.words.is_code_word) : bool(facts.words.is_quiet_word);
  std::string word = value;
  bool const may_change = !is_change || without_code_word(word, facts.words);
  bool const is_taken = may_change && rules.doubt == Doubt::none && can_be_agreed_on(library, word, facts.words);
  state.values["word_kept"] = is_taken ? "yes" : "no";
  if (!is_taken) return true;  // no secret: whoever reads the thread may see what she wrote instead
  secrets.push_back(value);
  kept_words.push_back({.which = is_code ? KeepWord::Which::code : KeepWord::Which::quiet, .word = bare_word(word)});
  return true;
}

void Moment::set(std::string const& name, std::string value) {
  if (name.empty() || keep_word(name, value)) return;
  if (name == "severity") {
    auto const severity = parse_severity(value);
    if (!severity) return;
    // Invariant: a machine never lowers severity.
    value = flows::name(worse(*severity, parse_severity(get("severity")).value_or(Severity::low)));
  }
  if (name == "rule" && !get("rule").empty() && get("rule").front() == 'C') return;  // the gravest rule stays
  if (name == "category") {
    std::string const known = get("category");
    if (known == "conduct" && value != "conduct")
      leave_complaint();
    else if (!says_nothing(known) && known != value)
      state.values["tags"] = add_to_list(get("tags"), known);
  }
  if (name == "tags") value = add_to_list(get("tags"), value);
  if (name == "language") {
    // "Nepali" keeps the script in which she writes.
    if (value == "nepali") value = rules.language == "ne-Latn" ? "ne-Latn" : "ne";
    rules.language = value;
    rules.language_chosen = true;
  }
  if (name == "place") state.values[".place_asked"] = "yes";
  if (name == "doubted") return set_doubt(value);
  if (name == "consent") note_consent(value == "yes");
  bool const takes_back = name == "no_share" && value == "yes" && !rules.no_share;
  if (takes_back) effects.emplace_back(Consented{});
  if (!is_frozen(name, value)) {
    if (name == "safe") rules.safety = parse_safety(value);
    if (name == "contact") rules.preference = parse_preference(value);
    if (name == "opted_out") rules.opted_out = value == "yes";
    if (name == "no_share") rules.no_share = value == "yes";
  }
  state.values[name] = clean(value, value_bytes_max);
}

void Moment::forget(std::string_view name) {
  auto const found = state.values.find(name);
  if (found != state.values.end()) state.values.erase(found);
}

std::optional<Value> Moment::look_up(std::string_view name) const {
  if (is_list(name)) return split_list(get(name));
  if (name == "language") return language();
  if (name == "language_chosen") return rules.language_chosen;
  if (name == "was_safe") return std::string(word(facts.contact.safety));
  if (name == "contact") return std::string(word(rules.preference));
  if (name == "opted_out") return rules.opted_out;
  if (name == "no_share") return rules.no_share;
  if (name == "doubted") return rules.doubt != Doubt::none;
  if (name == "has_code_word") return has_word(KeepWord::Which::code);
  if (name == "has_quiet_word") return has_word(KeepWord::Which::quiet);
  if (name == "said_code_word") return said_code_word;
  if (name == "medium") return std::string(on_call() ? "voice" : "sms");
  if (name == "known") return get(".known") == "yes";
  if (name == "for_other") return for_other();
  if (name == "place_asked") return !get(".place_asked").empty();
  if (name == "has_case") return has_case();
  if (name == "case_open") return facts.open_case.has_value();
  if (name == "case_severity")
    return facts.open_case ? std::optional<Value>(std::string(flows::name(facts.open_case->severity))) : std::nullopt;
  if (name == "case_category") return facts.open_case ? std::optional<Value>(facts.open_case->category) : std::nullopt;
  if (name == "number_country") return facts.number_country;
  if (name == "texts_without_answer") return std::int64_t{facts.texts_without_answer};
  if (name == "today") return date_text(today());
  if (name == "open_queues") return facts.open_queues ? facts.open_queues() : std::vector<std::string>{};
  if (name == "transfers") return facts.transfers;
  if (name == "can_record") return facts.can_record;
  if (name.starts_with('.')) return std::nullopt;
  auto const found = state.values.find(name);
  if (found == state.values.end()) return std::nullopt;
  return found->second;
}

bool Moment::holds(Condition const& condition) const {
  return condition.expression.holds([this](std::string_view name) { return look_up(name); });
}

std::optional<std::string> Moment::value(Condition const& expression) const {
  auto const value = expression.expression.value([this](std::string_view name) { return look_up(name); });
  if (!value) return std::nullopt;
  if (auto const* yes = std::get_if<bool>(&*value)) return *yes ? "yes" : "no";
  if (auto const* items = std::get_if<std::vector<std::string>>(&*value)) {
    std::string list;
    for (std::string const& item : *items) list = add_to_list(list, item);
    return list;
  }
  return as_text(*value);
}

}  // namespace flows
