// record: leave_words        # what is said before she speaks, or asked by SMS
// save: words                # where her words are kept; by SMS the words themselves
// seconds: 60
// next: thanks
// otherwise: person          # where the hotline records nothing
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

constexpr int seconds_max = 180;
constexpr int seconds_usual = 60;

class RecordStep final : public Step {
 public:
  Text text;
  std::string save;
  int seconds = seconds_usual;
  Target next;
  Target otherwise;

  [[nodiscard]] Next run(Moment& moment) const override {
    if (moment.on_call() && !moment.facts.can_record) return go_to(otherwise);
    moment.say(text, name);
    return {.kind = Next::Kind::wait};
  }
  void repeat(Moment& moment) const override { moment.say(text, name); }
  [[nodiscard]] Listen listen(Moment const&) const override { return {.record_seconds_max = seconds}; }

  [[nodiscard]] std::optional<Next> hear(Moment& moment) const override {
    bool const spoken = moment.input.kind == Input::Kind::recorded;
    if (!spoken && (moment.on_call() || moment.normalised.empty())) return std::nullopt;
    moment.set(save, moment.input.text);
    moment.add_reason(spoken ? "she spoke; the recording: " + moment.input.text : "she wrote in her own words");
    moment.note_verdict();
    moment.open_case("");
    moment.tell_again();
    return go_to(next);
  }

  [[nodiscard]] Outline outline() const override {
    return {.exits = {next, otherwise}, .texts = {&text}, .saves = {save}, .waits = true};
  }
};

std::unique_ptr<Step> read_record(StepReader& reader) {
  auto step = std::make_unique<RecordStep>();
  step->text = reader.text("record", "voice");
  step->save = reader.word("save").value_or("");
  if (!is_name(step->save)) reader.error(reader.mark(), "say with `save:` under which name her words are kept");
  step->seconds = reader.number("seconds", 1, seconds_max).value_or(seconds_usual);
  step->next = reader.next();
  step->otherwise = reader.next("otherwise");
  return step;
}

constexpr std::array keys{
    StepKey{"record", "the text before it"},
    StepKey{"voice", "that text as a call says it, if it is another"},
    StepKey{"save", "the name that keeps where her words are; by SMS the words"},
    StepKey{"seconds", "at most so long, 60 if it is not said"},
    StepKey{"next", "the step that follows"},
    StepKey{"otherwise", "where it goes on if the hotline records nothing (the setting `flows.record`)"}};

}  // namespace

extern StepKind const record_step{
    .key = "record",
    .about = "Takes her own words at length. Ask first whether she agrees to be recorded.",
    .on_a_call =
        "she speaks after a tone until she presses a key or falls silent; 9 and 0 count as everywhere. A person "
        "gets the case.",
    .keys = keys,
    .example = R"(leave_words:
  record: { en: Say what happened., ne: के भयो भन्नुहोस्।, ne-Latn: Ke bhayo bhannuhos. }
  save: words
  seconds: 60
  next: done
  otherwise: person
)",
    .read = read_record};

}  // namespace flows
