// ask: choice                # or number, text, date, phone, place: answer.hpp
// text: safe_check
// save: safe                 # under which name the answer is kept
// unless: safe == yes        # where the question is not needed, the flow goes on at `next`
// choices:
//   1: yes                   # value; next is the step's own
//   2: { value: no, next: unsafe, also: [herdaicha], set: { contact: none } }
// next: what_happened
#include "flows/lexicon/lexicon.hpp"
#include "flows/moment.hpp"
#include "flows/steps/answer.hpp"
#include "flows/steps/hearing.hpp"
#include "flows/steps/steps.hpp"
#include "flows/text/digits.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

// The digit that means `skip` wherever a question may be skipped.
constexpr int skip_digit = 8;

class AskStep final : public Step {
 public:
  Text text;
  std::string save;
  std::optional<Condition> unless;
  std::vector<Choice> choices;     // of a choice
  std::unique_ptr<Answer> answer;  // of any other kind
  std::optional<Target> skip;
  bool is_veiled = false;  // the answer is not kept with what she wrote
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    moment.forget(to_confirm);
    if (unless && moment.holds(*unless)) return go_to(next);
    if (answer && moment.on_call() && !answer->can_take(moment))
      return {.kind = Next::Kind::person, .name = "asked something that a call cannot take"};
    say(moment);
    return {.kind = Next::Kind::wait};
  }

  void repeat(Moment& moment) const override {
    if (!unconfirmed(moment) || !read_back(moment)) say(moment);
  }

  [[nodiscard]] Listen listen(Moment const& moment) const override {
    return answer && !unconfirmed(moment) ? answer->listen() : Listen{};
  }

  [[nodiscard]] std::optional<Next> hear(Moment& moment) const override {
    if (!answer) return hear_choice(moment);
    if (unconfirmed(moment)) return hear_confirmation(moment);
    if (skip && is_skipped(moment)) return go_to(*skip);
    auto const values = answer->read(moment, save);
    if (!values) return std::nullopt;
    if (moment.on_call()) {
      moment.state.values[std::string(to_confirm)] = name + " " + values->front().second;
      if (read_back(moment)) return Next{.kind = Next::Kind::wait};
      moment.forget(to_confirm);
    }
    if (is_veiled) moment.secrets.push_back(moment.input.text);
    for (auto const& [key, value] : *values) moment.set(key, value);
    return go_to(next);
  }

  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {}, .texts = {&text}};
    // A choice of its own way makes the step's `next` reachable only where a question is skipped.
    bool const falls_through = answer || unless.has_value();
    if (falls_through && !next.step.empty()) outline.exits.push_back(next);
    if (skip) outline.exits.push_back(*skip);
    for (Choice const& choice : choices) {
      outline.exits.push_back(choice.next);
      for (auto const& [key, value] : choice.set) outline.saves.push_back(key);
    }
    if (unless) outline.conditions.push_back(&*unless);
    if (answer) {
      outline.saves = answer->saves(save);
      outline.bare_nine_or_nought = answer->takes_digit(9) || answer->takes_digit(0);
    } else {
      if (!save.empty()) outline.saves.push_back(save);
      outline.choices = &choices;
    }
    outline.waits = true;
    return outline;
  }

 private:
  void say(Moment& moment) const {
    moment.say(text, name);
    if (save == "consent") moment.note_asked_for_consent();
  }

  static constexpr std::string_view to_confirm =
      ".to_confirm";  // the step, and what she pressed there and has not confirmed yet

  [[nodiscard]] bool unconfirmed(Moment const& moment) const {
    return answer && moment.on_call() && !pressed(moment).empty();
  }

  [[nodiscard]] std::string pressed(Moment const& moment) const {
    std::string const kept = moment.get(to_confirm);
    return kept.starts_with(name + " ") ? kept.substr(name.size() + 1) : std::string();
  }

  [[nodiscard]] bool read_back(Moment& moment) const {
    auto const said = answer->read_back(pressed(moment));
    if (!said) return false;
    moment.say_copy(said->copy, said->values);
    return true;
  }

  [[nodiscard]] std::optional<Next> hear_confirmation(Moment& moment) const {
    auto const digit = read_digit_answer(moment.normalised);
    if (digit == 1) {
      moment.set(save, pressed(moment));
      moment.forget(to_confirm);
      return go_to(next);
    }
    if (digit != 2) return std::nullopt;
    moment.forget(to_confirm);
    say(moment);
    return Next{.kind = Next::Kind::wait};
  }

  [[nodiscard]] static bool is_skipped(Moment const& moment) {
    if (read_digit_answer(moment.normalised) == skip_digit) return true;
    return !moment.on_call() && moment.library.lexicon().answer(moment.normalised) == "skip";
  }

  [[nodiscard]] std::optional<Next> hear_choice(Moment& moment) const {
    Choice const* const choice = heard_choice(moment, choices);
    if (choice == nullptr) return std::nullopt;
    if (!save.empty()) moment.set(save, choice->value);
    for (auto const& [key, value] : choice->set) moment.set(key, value);
    return go_to(choice->next);
  }
};

std::vector<std::string> kind_words() {
  std::vector<std::string> words;
  for (AnswerKind const& kind : answer_kinds()) words.emplace_back(kind.key);
  return words;
}

void read_answer(StepReader& reader, AskStep& step, std::string_view wanted) {
  auto const kind = std::ranges::find(answer_kinds(), wanted, &AnswerKind::key);
  if (kind == answer_kinds().end() || kind->read == nullptr) {
    step.choices = reader.choices("choices", step.next);
    if (step.choices.empty()) reader.error(reader.mark(), "a choice needs its `choices`");
    return;
  }
  step.answer = kind->read(reader);
  step.is_veiled = reader.one_of("veil", {"yes"}) == "yes";
  step.skip = reader.optional_next("skip");
  if (step.skip && step.answer->takes_digit(skip_digit))
    reader.error(step.skip->mark, "8 would mean both itself and to skip: ask in bands, or leave out `skip`");
  if (step.save.empty()) reader.error(reader.mark(), "say with `save:` under which name the answer is kept");
}

std::unique_ptr<Step> read_ask(StepReader& reader) {
  auto step = std::make_unique<AskStep>();
  std::string const wanted = reader.one_of("ask", kind_words());
  step->text = reader.text("text", "voice");
  if (step->text.empty()) reader.error(reader.mark(), "a question needs its `text`");
  step->save = reader.word("save").value_or("");
  if (!step->save.empty() && !is_name(step->save))
    reader.error(reader.mark(), "`save` is a name: small letters, digits and _");
  step->unless = reader.condition("unless");
  // Where every choice says its own way, the step needs no `next` of its own, unless it can be skipped.
  bool const is_choice = wanted.empty() || wanted == "choice";
  auto const own = is_choice && !step->unless ? reader.optional_next("next") : std::optional(reader.next());
  step->next = own.value_or(Target{{}, reader.mark()});
  read_answer(reader, *step, wanted);
  return step;
}

constexpr std::array keys{
    StepKey{"ask", "what is taken as an answer, see below"},
    StepKey{"text", "the question"},
    StepKey{"voice", "the question as a call says it, if that is another text"},
    StepKey{"save", "the name under which the answer is kept"},
    StepKey{"unless", "a condition; where it holds, nothing is asked and the flow goes on at `next`"},
    StepKey{"choices",
            "choice: digits from 1 to 8 with a value, or with `value`, `next`, `also` (words that mean it) and "
            "`set` (further values)"},
    StepKey{"skip", "all but choice: where 8, or a word for it, goes"},
    StepKey{"veil", "all but choice: `yes` where the answer is a secret, which is not kept with what she wrote"},
    StepKey{"next", "the step that follows"}};

}  // namespace

extern StepKind const ask_step{
    .key = "ask",
    .about = "Asks one question and waits for the answer. What is not understood is asked once more; then a person.",
    .on_a_call = "answers come by keypad, see below.",
    .keys = keys,
    .example = R"(safe_check:
  ask: choice
  text: safe_check
  save: safe
  unless: safe == yes
  choices:
    1: yes
    2: { value: no, next: unsafe, also: [safe chaina], set: { contact: none } }
  next: last_paid

last_paid:
  ask: date
  text: { en: "When were you last paid?", ne: "अन्तिम तलब कहिले?", ne-Latn: "Antim talab kahile?" }
  voice: last_paid_spoken
  side: past
  save: last_paid
  skip: hour
  next: hour

hour:
  ask: number
  text: time_q
  digits: 4
  min: 0
  max: 2359
  save: hour
  next: home

home:
  ask: place
  text: district_q
  of: district
  keypad: { 1: jhapa, 2: morang }
  save: home
  skip: back
  next: back
)",
    .read = read_ask};

}  // namespace flows
