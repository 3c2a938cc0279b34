// call: advice
// next: details      # where to go on when that flow is over
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

namespace flows {
namespace {

class CallStep final : public Step {
 public:
  Target flow;
  Target next;

  [[nodiscard]] Next run(Moment&) const override {
    std::string const after = next.step == back ? std::string{} : next.step;
    return {.kind = Next::Kind::call, .name = flow.step, .after = after};
  }
  [[nodiscard]] Outline outline() const override { return {.exits = {next}, .calls = {flow}}; }
};

}  // namespace

std::unique_ptr<Step> read_call(StepReader& reader) {
  auto step = std::make_unique<CallStep>();
  step->flow = reader.next("call");
  step->next = reader.next();
  return step;
}

}  // namespace flows
