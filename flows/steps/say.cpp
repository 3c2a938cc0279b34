// say: unsafe_ack            # a line of messages.tsv, or one text per language
// voice: unsafe_ack_spoken   # what a call says instead, if it is something else
// next: done
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

class SayStep final : public Step {
 public:
  Text text;
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    moment.say(text, name);
    return go_to(next);
  }
  [[nodiscard]] Outline outline() const override { return {.exits = {next}, .texts = {&text}}; }
};

std::unique_ptr<Step> read_say(StepReader& reader) {
  auto step = std::make_unique<SayStep>();
  step->text = reader.text("say", "voice");
  step->next = reader.next();
  return step;
}

constexpr std::array keys{StepKey{"say", "the text"},
                          StepKey{"voice", "what a call says instead, if that is another text"},
                          StepKey{"next", "the step that follows"}};

}  // namespace

extern StepKind const say_step{.key = "say",
                               .about = "Says one text and goes on.",
                               .on_a_call = "",
                               .keys = keys,
                               .example = R"(thanks:
  say: unsafe_ack
  voice: { en: Thank you., ne: धन्यवाद।, ne-Latn: Dhanyabad. }
  next: back
)",
                               .read = read_say};

}  // namespace flows
