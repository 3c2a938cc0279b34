// ask: choice                # or text, or country
// text: safe_check
// save: safe                 # under which name the answer is kept
// unless: safe == yes        # where the question is not needed, the flow goes on at `next`
// choices:
//   1: yes                   # value; next is the step's own
//   2: { value: no, next: unsafe, also: [herdaicha], set: { contact: none } }
// keypad: { 1: QA, 2: AE }   # country: what the digits of a telephone mean, read out by the voice form
// next: what_happened
#include "flows/lexicon/places.hpp"
#include "flows/moment.hpp"
#include "flows/steps/hearing.hpp"
#include "flows/steps/steps.hpp"

namespace flows {
namespace {

class AskStep final : public Step {
 public:
  enum class Wanted : std::uint8_t { choice, text, country };

  Wanted wanted = Wanted::choice;
  Text text;
  std::string save;
  std::optional<Condition> unless;
  std::vector<Choice> choices;  // of a choice; of a country: its keypad
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    if (unless && moment.holds(*unless)) return go_to(next);
    moment.say(text, name);
    return {.kind = Next::Kind::wait};
  }

  void repeat(Moment& moment) const override { moment.say(text, name); }

  [[nodiscard]] std::optional<Next> hear(Moment& moment) const override {
    switch (wanted) {
      case Wanted::choice: return hear_choice(moment);
      case Wanted::country: return hear_country(moment);
      case Wanted::text: break;
    }
    if (moment.on_call() || moment.normalised.empty()) return std::nullopt;
    moment.set(save, moment.input.text);
    return go_to(next);
  }

  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {}, .texts = {&text}};
    // A choice of its own way makes the step's `next` reachable only where a question is skipped.
    bool const falls_through = wanted != Wanted::choice || unless.has_value();
    if (falls_through && !next.step.empty()) outline.exits.push_back(next);
    for (Choice const& choice : choices) {
      outline.exits.push_back(choice.next);
      for (auto const& [key, value] : choice.set) outline.saves.push_back(key);
    }
    if (unless) outline.conditions.push_back(&*unless);
    if (!save.empty()) outline.saves.push_back(save);
    if (wanted == Wanted::choice) outline.choices = &choices;
    outline.waits = true;
    return outline;
  }

 private:
  [[nodiscard]] std::optional<Next> take(Moment& moment, Choice const& choice) const {
    if (!save.empty()) moment.set(save, choice.value);
    for (auto const& [key, value] : choice.set) moment.set(key, value);
    return go_to(choice.next);
  }

  [[nodiscard]] std::optional<Next> hear_choice(Moment& moment) const {
    Choice const* const choice = heard_choice(moment, choices);
    if (choice == nullptr) return std::nullopt;
    return take(moment, *choice);
  }

  [[nodiscard]] std::optional<Next> hear_country(Moment& moment) const {
    if (moment.on_call()) return hear_choice(moment);
    auto const country = moment.library.places().country(moment.normalised);
    if (!country) return std::nullopt;
    moment.set(save, *country);
    return go_to(next);
  }
};

}  // namespace

std::unique_ptr<Step> read_ask(StepReader& reader) {
  auto step = std::make_unique<AskStep>();
  std::string const wanted = reader.one_of("ask", {"choice", "text", "country"});
  step->wanted = wanted == "text"      ? AskStep::Wanted::text
                 : wanted == "country" ? AskStep::Wanted::country
                                       : AskStep::Wanted::choice;
  step->text = reader.text("text", "voice");
  if (step->text.empty()) reader.error(reader.mark(), "a question needs its `text`");
  step->save = reader.word("save").value_or("");
  if (!step->save.empty() && !is_name(step->save))
    reader.error(reader.mark(), "`save` is a name: small letters, digits and _");
  step->unless = reader.condition("unless");
  bool const is_choice = step->wanted == AskStep::Wanted::choice;
  // Where every choice says its own way, the step needs no `next` of its own, unless it can be skipped.
  auto const own = is_choice && !step->unless ? reader.optional_next("next") : std::optional(reader.next());
  step->next = own.value_or(Target{{}, reader.mark()});
  if (is_choice || step->wanted == AskStep::Wanted::country) {
    step->choices = reader.choices(is_choice ? "choices" : "keypad", step->next);
  }
  if (is_choice && step->choices.empty()) reader.error(reader.mark(), "a choice needs its `choices`");
  if (!is_choice && step->save.empty())
    reader.error(reader.mark(), "say with `save:` under which name the answer is kept");
  return step;
}

}  // namespace flows
