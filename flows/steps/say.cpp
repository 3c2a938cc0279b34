// say: unsafe_ack            # a line of messages.tsv, or one text per language
// voice: unsafe_ack_spoken   # what a call says instead, if it is something else
// next: done
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

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

}  // namespace

std::unique_ptr<Step> read_say(StepReader& reader) {
  auto step = std::make_unique<SayStep>();
  step->text = reader.text("say", "voice");
  step->next = reader.next();
  return step;
}

}  // namespace flows
