// follow_up: check_in        # the flow that begins then (`begun_by: desk`)
// after: 3 days
// next: done
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

class FollowUpStep final : public Step {
 public:
  Target flow;
  std::chrono::minutes after{};
  Target next;

  // Only where she said that it is safe: who was never asked, or is not sure, is never written to first (rule 7).
  [[nodiscard]] Next run(Moment& moment) const override {
    if (moment.rules.safety == Safety::yes && !moment.rules.opted_out && moment.rules.preference != Preference::none)
      moment.effects.emplace_back(FollowUp{flow.step, after});
    return go_to(next);
  }
  [[nodiscard]] Outline outline() const override { return {.exits = {next}, .begins = {flow}}; }
};

std::unique_ptr<Step> read_follow_up(StepReader& reader) {
  auto step = std::make_unique<FollowUpStep>();
  step->flow = reader.next("follow_up");
  auto const after = reader.duration("after");
  if (!reader.has("after")) reader.error(reader.mark(), "say with `after:` when: 3 days, 12 hours");
  step->after = after.value_or(std::chrono::minutes{0});
  step->next = reader.next();
  return step;
}

constexpr std::array keys{StepKey{"follow_up", "the flow that begins then; it says `begun_by: desk`"},
                          StepKey{"after", "how much later: `90 minutes`, `12 hours`, `3 days`"},
                          StepKey{"next", "the step that follows now"}};

}  // namespace

extern StepKind const follow_up_step{
    .key = "follow_up",
    .about =
        "Comes back later by SMS, inside her safe hours and once. It is set only where she said that it is safe to "
        "write, and dropped if by then it is not, if she asked for no messages, or while a person holds her case.",
    .on_a_call = "it comes as an SMS.",
    .keys = keys,
    .example = R"(later:
  follow_up: check_in
  after: 3 days
  next: done
)",
    .read = read_follow_up};

}  // namespace flows
