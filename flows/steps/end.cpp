// end: answered           # a word for the record: how the conversation ended
// person: not_needed      # only where nobody need look: she asked for silence, or it was plain information
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

class EndStep final : public Step {
 public:
  std::string outcome;
  bool person_not_needed = false;

  [[nodiscard]] Next run(Moment& moment) const override {
    moment.finished = true;
    moment.outcome = outcome;
    return {};
  }
  [[nodiscard]] Outline outline() const override { return {.ends = true, .person_not_needed = person_not_needed}; }
};

std::unique_ptr<Step> read_end(StepReader& reader) {
  auto step = std::make_unique<EndStep>();
  step->outcome = reader.word("end").value_or("");
  step->person_not_needed = reader.one_of("person", {"not_needed", "needed"}) == "not_needed";
  if (!is_name(step->outcome))
    reader.error(reader.mark(), "`end` is a word for how it ended, for example `end: answered`");
  return step;
}

constexpr std::array keys{
    StepKey{"end", "a word for the record: how it ended"},
    StepKey{"person", "`not_needed` where nobody need look: she asked for silence, or was answered"}};

}  // namespace

extern StepKind const end_step{.key = "end",
                               .about = "Ends the whole conversation with an outcome.",
                               .on_a_call = "the line is closed after what was said.",
                               .keys = keys,
                               .example = R"(done:
  end: answered
  person: not_needed
)",
                               .read = read_end};

}  // namespace flows
