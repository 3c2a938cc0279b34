#include "flows/hearing.hpp"

#include "flows/agreed_words.hpp"
#include "flows/going_back.hpp"
#include "flows/lexicon/lexicon.hpp"
#include "flows/text/digits.hpp"
#include "flows/turn.hpp"

#include <algorithm>

namespace flows {
namespace {

// Two answers in a row that were not understood are the last: then a person.
constexpr int misses_max = 2;
// In this call she pressed a key.
constexpr std::string_view pressed = ".pressed";

bool is_text(Moment const& moment) { return moment.input.kind == Input::Kind::text; }
bool is_keys(Moment const& moment) { return moment.input.kind == Input::Kind::keys; }
bool is_ringing(Moment const& moment) { return moment.input.kind == Input::Kind::rings; }
bool is_hers(Moment const& moment) { return is_text(moment) || is_keys(moment) || is_ringing(moment); }

std::optional<std::string> read_command(Moment const& moment) {
  if (read_digits(moment.normalised) == "0") return "person";
  if (!is_text(moment)) return std::nullopt;
  if (is_only_word(moment.input.text, moment.facts.words.is_code_word)) return "code_word_said";
  return moment.library.lexicon().command(moment.normalised);
}

bool is_held(Moment const& moment) {
  return !moment.on_call() && moment.facts.open_case && moment.facts.open_case->held;
}

// A person speaks with her: nothing of ours is open any more.
void leave_to_person(Moment& moment) {
  moment.silence = Silence::held_by_person;
  close_conversation(moment, "held_by_person");
}

// Whatever gets heard, she wrote: STOP said before no longer holds.
void reopen(Moment& moment) {
  if (moment.rules.opted_out) moment.set("opted_out", "no");
}

// Somebody else may read it: where the flow is missing, the innocent line is said all the same.
void begin_innocently(Moment& moment, std::string_view command) {
  if (Flow const* const flow = moment.library.of_command(command)) return begin(moment, flow);
  moment.say_copy("unsafe_ack");
  close_conversation(moment, std::string(command));
}

bool has_rule(Verdict const& verdict) { return !verdict.rule.empty() && verdict.severity >= Severity::high; }

bool is_answer(Moment const& moment) {
  return read_digit_answer(moment.normalised).has_value() ||
         moment.library.lexicon().answer(moment.normalised).has_value();
}

// An answer was not one. True if it was the last that we take.
bool missed_too_often(Moment& moment) { return ++moment.state.misses >= misses_max; }

void repeat_question(Moment& moment, Step const& question) { question.repeat(moment); }

// Begins a flow in the middle of a question. Where that comes to the same question, it is a repeat and counts as one.
void begin_again(Moment& moment, Flow const* flow, int misses) {
  Step const* const before = open_question(moment);
  std::string const asked = before == nullptr ? "" : before->name;
  begin(moment, flow);
  Step const* const now = open_question(moment);
  moment.state.misses = now != nullptr && now->name == asked ? misses : 0;
}

bool all_nines(std::string_view keys) {
  return !keys.empty() && std::ranges::all_of(keys, [](char c) { return c == '9'; });
}

}  // namespace

void judge(Moment& moment) {
  if (is_keys(moment)) {
    // The hash key only ends the digits.
    std::erase(moment.normalised, ' ');
    if (!moment.normalised.empty()) moment.state.values[std::string(pressed)] = "yes";
  }
  moment.command = read_command(moment);
  if (!is_text(moment)) return;
  bool const asked = open_question(moment) != nullptr;
  TriageFacts facts{.number_country = moment.facts.number_country,
                    .place = std::nullopt,
                    .country = moment.get("country"),
                    .texts_without_answer = moment.facts.texts_without_answer,
                    .open_question = asked};
  if (!moment.get(".place_asked").empty()) facts.place = parse_place(moment.get("place"));
  moment.verdict = triage(moment.library.lexicon(), moment.input.text, moment.read, facts);
  Verdict const& verdict = *moment.verdict;
  // She is answered in the language and script of her own text until she chooses; digits and emoji are in none, and a
  // one-word answer or command is no change of language.
  bool const is_command = moment.command.has_value();
  bool const is_one_word = asked || is_answer(moment);
  bool const says_something =
      verdict.language != "zxx" && !is_command && !(is_one_word && verdict.category == "unclear");
  if (!moment.rules.language_chosen && (moment.rules.language.empty() || says_something))
    moment.rules.language = verdict.reply_language;
}

namespace {

// The line closed in the middle of a question: it stays open for when she rings again, or goes on by SMS.
void hear_cut_off(Moment& moment) {
  State& state = moment.state;
  // Cut off once more while she was asked whether to go on: what was open before is open still.
  bool const was_resuming = moment.library.of_command("call_again") == moment.library.find(state.flow);
  if (was_resuming && !state.stack.empty() && !state.stack.back().step.empty()) {
    state.flow = state.stack.back().flow;
    state.step = state.stack.back().step;
    state.stack.pop_back();
  }
  bool const is_open = open_question(moment) != nullptr;
  bool const unheard = moment.get(pressed).empty();
  if (is_open) moment.effects.emplace_back(CutOff{.unheard = unheard});
  if (is_open && !unheard)
    stop_conversation(moment, "hung_up");
  else
    close_conversation(moment, is_open ? "missed" : "hung_up");
}

}  // namespace

bool hear_end_of_time(Moment& moment) {
  if (moment.input.kind == Input::Kind::hang_up) {
    hear_cut_off(moment);
    return true;
  }
  // The question stays open for whenever she writes; we say nothing (domain notes, rule 8).
  return moment.input.kind == Input::Kind::silence && !moment.on_call();
}

bool hear_star(Moment& moment) {
  if (!is_keys(moment) || !moment.input.text.contains('*')) return false;
  moment.set("safe", "no");
  close_conversation(moment, "not_alone");
  moment.effects.emplace_back(HangUp{});
  return true;
}

bool hear_quiet_word(Moment& moment) {
  if (!is_text(moment)) return false;
  AgreedWords const& words = moment.facts.words;
  if (says_word(moment.input.text, words.is_quiet_word)) {
    moment.note_verdict();
    moment.tell_again();
    begin_innocently(moment, "quiet_word_said");
    return true;
  }
  // Until she says her code word, nothing more goes out, whatever is asked, and a person is told of it.
  bool const is_silent = moment.rules.doubt == Doubt::quiet_word && !says_word(moment.input.text, words.is_code_word);
  if (!is_silent) return false;
  if (moment.command == "stop") moment.set("opted_out", "yes");
  moment.note_verdict();
  moment.tell_again();
  begin_innocently(moment, "doubted");
  moment.silence = Silence::unsafe;
  return true;
}

// Then it is she again, and what else the text says is heard as ever. What she said of her safety is asked anew.
bool hear_code_word(Moment& moment) {
  if (!is_text(moment) || !says_word(moment.input.text, moment.facts.words.is_code_word)) return false;
  moment.said_code_word = true;
  if (moment.rules.doubt == Doubt::none) return false;
  moment.rules.doubt = Doubt::none;
  moment.set("safe", "unsure");
  moment.forget("safe");
  close_conversation(moment, "");
  moment.finished = false;
  moment.add_reason("she said her code word");
  return false;
}

bool hear_doubt(Moment& moment) {
  if (!is_text(moment) || moment.rules.doubt == Doubt::none) return false;
  moment.note_verdict();
  moment.tell_again();
  begin_innocently(moment, "doubted");
  return true;
}

bool hear_ringing(Moment& moment) {
  if (!is_ringing(moment)) return false;
  reopen(moment);
  Flow const* const resume = moment.library.of_command("call_again");
  if (open_question(moment) == nullptr || resume == nullptr)
    begin(moment, moment.library.entry(moment.facts.medium));
  else
    begin_within(moment, resume);
  return true;
}

bool hear_danger(Moment& moment) {
  bool const by_key = is_keys(moment) && all_nines(moment.normalised);
  bool const by_text = moment.verdict && (moment.verdict->danger || moment.verdict->severity == Severity::critical);
  if (!by_key && !by_text) return false;
  reopen(moment);
  if (by_key) {
    moment.set("category", "danger");
    moment.add_reason("C1: the danger digit");
    moment.set("rule", "C1");
  } else {
    moment.note_verdict();
  }
  moment.set("severity", "critical");
  moment.open_case("");
  moment.state.values.erase(".sent");  // said to the desk every time, also where nothing of it is new
  if (is_held(moment)) {
    leave_to_person(moment);
    return true;
  }
  // The question that she does not answer is not asked a third time; one that danger itself would not ask does not
  // count.
  Flow const* const danger = moment.library.of_command("danger");
  Step const* const question = open_question(moment);
  bool const asks_it_again = question != nullptr && danger != nullptr && danger->find(question->name) != nullptr;
  int const misses = asks_it_again ? moment.state.misses + 1 : 0;
  if (misses >= misses_max) {
    begin_person(moment, "danger again, without an answer to the question");
    return true;
  }
  begin_again(moment, danger, misses);
  return true;
}

bool hear_stop(Moment& moment) {
  if (!is_text(moment) || moment.command != "stop") return false;
  if (moment.rules.opted_out) {
    moment.silence = Silence::opted_out;  // it was confirmed once
    return true;
  }
  begin(moment, moment.library.of_command("stop"));
  return true;
}

bool hear_erase(Moment& moment) {
  if (moment.rules.doubt != Doubt::none) return false;  // another could ask that
  bool const asked = is_text(moment) && (moment.command == "erase" || moment.verdict->category == "erase");
  if (!asked) return false;
  reopen(moment);
  begin(moment, moment.library.of_command("erase"));
  return true;
}

bool hear_held(Moment& moment) {
  if (!is_hers(moment) || !is_held(moment)) return false;
  // The answers to the questions of ours that may be open beside a person: whether to erase, and what the person sent.
  Flow const* const flow = moment.library.find(moment.state.flow);
  bool const ours = flow != nullptr && (flow->from_outside || flow->command == "erase");
  if (ours && open_question(moment) != nullptr && is_answer(moment)) return false;
  reopen(moment);
  if (moment.verdict && moment.verdict->severity > moment.facts.open_case->severity) moment.note_verdict();
  leave_to_person(moment);
  return true;
}

bool hear_spam(Moment& moment) {
  if (!moment.verdict || moment.verdict->category != "spam" || moment.has_case()) return false;
  moment.effects.emplace_back(Escalate{.category = "spam",
                                       .severity = Severity::low,
                                       .rule = {},
                                       .tags = {},
                                       .place = Place::cd,
                                       .country = {},
                                       .queue = {},
                                       .own_case = false,
                                       .why = moment.verdict->why});
  moment.silence = Silence::quarantined;
  close_conversation(moment, "quarantined");
  return true;
}

bool hear_command(Moment& moment) {
  if (!is_hers(moment)) return false;
  reopen(moment);
  auto command = moment.command;
  if (auto const brings =
          is_text(moment) ? word_command(moment.library, moment.input.text, moment.read) : std::nullopt) {
    command = brings->command;
    moment.set(brings->command, brings->word);
  }
  if (!command) return false;
  Step const* const question = open_question(moment);
  bool const going_on = question != nullptr || !moment.state.flow.empty();
  if (*command == "repeat" && question != nullptr) {
    repeat_question(moment, *question);
    return true;
  }
  if (*command == "back" && question != nullptr) {
    go_back(moment, *question);
    return true;
  }
  if (*command == "help") command = "menu";  // how does this work
  // A first `menu` or `start` is a greeting; later the menu itself.
  if (*command == "start") command = "menu";
  if (*command == "menu" && !going_on) return false;
  if (*command == "language") {
    auto const named = moment.library.lexicon().named_language(moment.normalised);
    moment.state.values["named_language"] = named.value_or("");
    if (named) moment.set("language", *named);
  }
  if (*command == "wrong_number" && !moment.has_case()) {
    moment.silence = Silence::wrong_number;
    moment.set("safe", "no");  // what waits to be sent waits on
    moment.set("doubted", "yes");
    close_conversation(moment, "wrong_number");
    return true;
  }
  Flow const* const flow = moment.library.of_command(*command);
  if (flow == nullptr || *command == "greeting") return false;
  if (*command == "person") {
    begin_person(moment, "asked for a person");
  } else if (flow->resumes) {
    begin_within(moment, flow);
  } else {
    begin(moment, flow);
  }
  return true;
}

bool hear_silence(Moment& moment) {
  bool const silent = moment.input.kind == Input::Kind::silence || (is_keys(moment) && moment.normalised.empty());
  if (!silent) return false;
  Step const* const question = open_question(moment);
  if (question == nullptr) return false;
  if (missed_too_often(moment)) {
    begin_person(moment, "no key was pressed twice");
  } else {
    repeat_question(moment, *question);
  }
  return true;
}

bool hear_answer(Moment& moment) {
  Step const* const question = open_question(moment);
  if (question == nullptr) return false;
  // A grave word inside an answer breaks out, and so does "he is looking"; what was answered stays answered.
  bool const watched = moment.verdict && moment.verdict->flags.contains("watched");
  bool const breaks_out = watched || (moment.verdict && has_rule(*moment.verdict));
  if (!breaks_out) {
    if (auto const next = question->hear(moment)) {
      moment.state.misses = 0;
      run(moment, *next);
      return true;
    }
  }
  bool const story = watched || (moment.verdict && moment.verdict->content && moment.verdict->category != "unclear");
  bool const blank = moment.verdict && !moment.verdict->content && !read_digit_answer(moment.normalised);
  if (blank) moment.note_verdict();
  if (blank && moment.get("blanks") == "2") {
    begin_person(moment, "two blank texts");
    return true;
  }
  bool const plea =
      moment.verdict && moment.verdict->category == "unclear" && moment.verdict->severity >= Severity::medium;
  bool const last = (missed_too_often(moment) || plea) && !watched;
  if (story || plea) moment.note_verdict();
  if (last) {
    begin_person(moment, plea ? "asked for help" : "two answers were not understood");
    return true;
  }
  if (story) {
    begin_again(moment, moment.library.entry(moment.facts.medium), moment.state.misses);
    return true;
  }
  moment.say_copy("unclear");
  repeat_question(moment, *question);
  return true;
}

bool hear_anything(Moment& moment) {
  reopen(moment);
  begin(moment, moment.library.entry(moment.facts.medium));
  return true;
}

}  // namespace flows
