// triage: text               # judges what she just wrote; asks nothing
// next: sort
//
// triage: menu               # the same where she has just written; else asks, and hears words or a digit of the menu
// text: menu                 # (on a call: a digit)
// voice: ivr_menu
// choices:
//   1: { value: wage, set: { severity: medium } }
// next: advice
//
// Gives category, severity, rule, tags, place, country, heard and kind; opens the case where there is one.
#include "flows/lexicon/lexicon.hpp"
#include "flows/moment.hpp"
#include "flows/steps/hearing.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

class TriageStep final : public Step {
 public:
  bool has_menu = false;
  Text text;
  std::vector<Choice> choices;
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    bool const written = moment.verdict && moment.verdict->content && !moment.verdict->greeting;
    if (has_menu && !(written && moment.verdict->category != "unclear" && !moment.judged())) {
      moment.say(text, name);
      return {.kind = Next::Kind::wait};
    }
    moment.note_verdict();
    return go_to(next);
  }

  void repeat(Moment& moment) const override { moment.say(text, name); }

  [[nodiscard]] std::optional<Next> hear(Moment& moment) const override {
    if (Choice const* const choice = heard_choice(moment, choices)) {
      moment.set("category", choice->value);
      for (auto const& [key, value] : choice->set) moment.set(key, value);
      moment.add_reason("she chose " + choice->key + " in the menu (" + choice->value + ")");
      if (moment.get("kind") != "information") moment.open_case("");
      return go_to(choice->next);
    }
    if (!moment.verdict || moment.verdict->category == "unclear") return std::nullopt;
    moment.note_verdict();
    return go_to(next);
  }

  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {next}, .texts = {}, .conditions = {}, .saves = {"category", "severity"}};
    if (has_menu) outline.texts.push_back(&text);
    for (Choice const& choice : choices) {
      outline.exits.push_back(choice.next);
      for (auto const& [key, value] : choice.set) outline.saves.push_back(key);
    }
    if (has_menu) outline.choices = &choices;
    outline.waits = has_menu;
    return outline;
  }
};

std::unique_ptr<Step> read_triage(StepReader& reader) {
  auto step = std::make_unique<TriageStep>();
  step->has_menu = reader.one_of("triage", {"text", "menu"}) == "menu";
  step->next = reader.next();
  if (!step->has_menu) return step;
  step->text = reader.text("text", "voice");
  if (step->text.empty()) reader.error(reader.mark(), "a menu needs its `text`");
  step->choices = reader.choices("choices", step->next);
  if (step->choices.empty()) reader.error(reader.mark(), "a menu needs its `choices`");
  return step;
}

constexpr std::array keys{
    StepKey{"triage", "`text` judges what she just wrote; `menu` does so too, and asks where that says nothing"},
    StepKey{"text", "menu: its text"}, StepKey{"voice", "menu: as a call says it"},
    StepKey{"choices", "menu: the digits and the category each means, as in `ask: choice`"},
    StepKey{"next", "the step that follows"}};

}  // namespace

extern StepKind const triage_step{
    .key = "triage",
    .about =
        "Finds out from her words, or from the menu, what is wrong and how urgent it is: gives `category`, "
        "`severity`, `rule`, `tags`, `place`, `country`, `heard` and `kind`, and opens the case where there is one.",
    .on_a_call = "always the menu.",
    .keys = keys,
    .example = R"(menu:
  triage: menu
  text: menu
  voice: ivr_menu
  choices:
    1: { value: wage, set: { severity: medium } }
    8: { value: info, set: { kind: information }, next: information }
  next: respond
)",
    .read = read_triage};

}  // namespace flows
