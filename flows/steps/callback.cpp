// callback: soon             # or the name of the value that holds the hour, from `ask: number` with `digits: 4`
// next: promised
// otherwise: she_writes      # ringing her would be dangerous, or she said not to
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

class CallbackStep final : public Step {
 public:
  std::string when;  // empty: soon
  Target next;
  Target otherwise;

  [[nodiscard]] Next run(Moment& moment) const override {
    std::vector<std::string> const heard = split_list(moment.get("heard"));
    bool const rings_never = moment.rules.preference == Preference::none || moment.rules.safety == Safety::no ||
                             std::ranges::find(heard, "no_call") != heard.end();
    if (rings_never) return go_to(otherwise);
    moment.set("contact", "call");
    moment.set("tags", "callback");
    std::string const hour = when.empty() ? "" : moment.get(when);
    moment.add_reason(hour.empty() ? "ring her back" : "ring her back at " + hour + ", her time");
    moment.set("call_at", hour.empty() ? "soon" : hour);
    moment.open_case("");
    return go_to(next);
  }
  [[nodiscard]] Outline outline() const override {
    return {.exits = {next, otherwise}, .saves = {"contact", "call_at"}};
  }
};

std::unique_ptr<Step> read_callback(StepReader& reader) {
  auto step = std::make_unique<CallbackStep>();
  std::string const when = reader.word("callback").value_or("");
  if (!is_name(when)) reader.error(reader.mark(), "`callback` is `soon`, or the name of the value that holds the hour");
  if (when != "soon") step->when = when;
  step->next = reader.next();
  step->otherwise = reader.next("otherwise");
  return step;
}

constexpr std::array keys{
    StepKey{"callback", "`soon`, or the name of the value that holds the hour (2100)"},
    StepKey{"next", "where it goes on once it is noted"},
    StepKey{"otherwise", "where it goes on if ringing her could harm her, or she asked not to be rung"}};

}  // namespace

extern StepKind const callback_step{.key = "callback",
                                    .about = "A person shall ring her: the case says so and when.",
                                    .on_a_call = "",
                                    .keys = keys,
                                    .example = R"(call_back:
  callback: hour
  next: promised
  otherwise: she_writes
)",
                                    .read = read_callback};

}  // namespace flows
