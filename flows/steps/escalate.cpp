// escalate: case             # or own_case: a case apart, for complaints and requests to erase
// category: danger           # if nothing is known yet that is graver
// severity: critical         # at least this
// queue: intake              # only where the flow must name it
// because: a danger digit    # for the operator
// claim: { number: old_number, secret: old_secret, words: story }   # a case apart, if it is not her own case's
// next: ask_safe
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

class EscalateStep final : public Step {
 public:
  bool own_case = false;
  std::string category;
  std::string severity;
  std::string rule;
  std::string queue;
  std::string because;
  std::optional<Claim> claim;  // the names that have it
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    if (own_case) {
      Escalate escalate = case_of(moment.state);
      escalate.category = category;
      escalate.severity = parse_severity(severity).value_or(Severity::low);
      escalate.rule.clear();
      escalate.tags.clear();
      escalate.queue = queue;
      escalate.why = {because};
      if (claim) take_claim(moment, escalate);
      moment.open_own_case(std::move(escalate));
      return go_to(next);
    }
    std::string const known = moment.get("category");
    if (!category.empty() && (known.empty() || known == "unclear")) moment.set("category", category);
    if (!severity.empty()) moment.set("severity", severity);
    if (!rule.empty()) moment.set("rule", rule);
    if (!because.empty()) moment.add_reason(because);
    moment.open_case(queue);
    return go_to(next);
  }
  [[nodiscard]] Outline outline() const override { return {.exits = {next}, .reaches_person = true}; }

 private:
  // Nothing of it stays in a conversation that is not on her phone.
  void take_claim(Moment& moment, Escalate& escalate) const {
    Claim const said{
        .number = moment.get(claim->number), .secret = moment.get(claim->secret), .words = moment.get(claim->words)};
    for (std::string const& name : {claim->number, claim->secret, claim->words}) moment.forget(name);
    if (!said.number.empty()) escalate.why.push_back("the number that was given: " + said.number);
    if (!said.words.empty()) escalate.why.push_back(clean("what was written with it: " + said.words, reason_bytes_max));
    if (!said.number.empty() && !said.secret.empty()) escalate.claim = said;
  }
};

std::optional<Claim> read_claim(StepReader& reader) {
  Node const* const map = reader.node("claim", Node::Kind::map, "{ number: …, secret: …, words: … }, each a name");
  if (map == nullptr) return std::nullopt;
  StepReader inner = reader.inside(*map);
  Claim claim{.number = inner.word("number").value_or(""),
              .secret = inner.word("secret").value_or(""),
              .words = inner.word("words").value_or("")};
  inner.no_more_keys();
  if (claim.number.empty() || claim.secret.empty() || claim.words.empty())
    reader.error(map->mark, "a claim names its `number`, its `secret` and its `words`");
  return claim;
}

std::unique_ptr<Step> read_escalate(StepReader& reader) {
  auto step = std::make_unique<EscalateStep>();
  step->own_case = reader.one_of("escalate", {"case", "own_case"}) == "own_case";
  step->category = reader.word("category").value_or("");
  step->severity = reader.one_of("severity", {"low", "medium", "high", "critical"});
  step->rule = reader.word("rule").value_or("");
  step->queue = reader.word("queue").value_or("");
  step->because = reader.word("because").value_or("");
  if (step->own_case && step->category.empty()) reader.error(reader.mark(), "a case apart needs its `category`");
  step->claim = read_claim(reader);
  if (step->claim && !step->own_case) reader.error(reader.mark(), "only a case apart has a `claim`");
  step->next = reader.next();
  return step;
}

constexpr std::array keys{StepKey{"escalate", "`case`, or `own_case`: one apart, for complaints and requests to erase"},
                          StepKey{"category", "its code, if nothing is known yet that says more"},
                          StepKey{"severity", "at least this; never lowered"},
                          StepKey{"rule", "the rule that it is by, for the operator"},
                          StepKey{"queue", "only where the flow must name it"},
                          StepKey{"because", "a reason for the operator, in words"},
                          StepKey{"claim",
                                  "a case apart of somebody who writes from a lent phone: the names that have her case "
                                  "`number`, her `secret` and her `words`; where number and secret fit, her own case "
                                  "gets the words, and there is no case apart"},
                          StepKey{"next", "the step that follows"}};

}  // namespace

extern StepKind const escalate_step{.key = "escalate",
                                    .about = "Brings a person in: opens the case, or raises the one that is open.",
                                    .on_a_call = "",
                                    .keys = keys,
                                    .example = R"(open:
  escalate: case
  category: danger
  severity: critical
  because: in danger now, she says
  next: ask_safe
)",
                                    .read = read_escalate};

}  // namespace flows
