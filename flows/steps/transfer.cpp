// transfer: intake           # the queue whose people she is put through to
// text: ivr_hold             # said before
// next: done                 # they spoke
// otherwise: call_back       # nobody is there, nobody answered, or she writes
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

class TransferStep final : public Step {
 public:
  std::string queue;
  Text text;
  Target next;
  Target otherwise;

  [[nodiscard]] Next run(Moment& moment) const override {
    bool const somebody = std::ranges::find(moment.facts.transfers, queue) != moment.facts.transfers.end();
    if (!moment.on_call() || !somebody) return go_to(otherwise);
    if (!text.empty()) moment.say(text, name);
    moment.add_reason("put through to " + queue);
    moment.open_case(queue);
    moment.effects.emplace_back(Transfer{queue});
    return {.kind = Next::Kind::wait};
  }
  [[nodiscard]] std::optional<Next> hear(Moment& moment) const override {
    if (moment.input.kind != Input::Kind::bridged) return std::nullopt;
    if (moment.input.text == "answered") return go_to(next);
    moment.add_reason("nobody of " + queue + " answered");
    moment.tell_again();
    return go_to(otherwise);
  }
  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {next, otherwise}, .waits = true, .reaches_person = false};
    if (!text.empty()) outline.texts.push_back(&text);
    return outline;
  }
};

std::unique_ptr<Step> read_transfer(StepReader& reader) {
  auto step = std::make_unique<TransferStep>();
  step->queue = reader.word("transfer").value_or("");
  if (step->queue.empty()) reader.error(reader.mark(), "`transfer` names the queue whose people answer");
  step->text = reader.text("text", "voice");
  step->next = reader.next();
  step->otherwise = reader.next("otherwise");
  return step;
}

constexpr std::array keys{StepKey{"transfer", "the queue whose people answer"}, StepKey{"text", "what is said before"},
                          StepKey{"voice", "that text as a call says it, if it is another"},
                          StepKey{"next", "where it goes on after they spoke"},
                          StepKey{"otherwise",
                                  "where it goes on if it is not the queue's hour, it has no `telephone` in the "
                                  "directory, nobody answered, or she writes"}};

}  // namespace

extern StepKind const transfer_step{.key = "transfer",
                                    .about = "Puts a call through to the people of a queue, who get the case.",
                                    .on_a_call = "she hears them ring; her number is not shown to them.",
                                    .keys = keys,
                                    .example = R"(put_through:
  transfer: intake
  voice: ivr_hold
  next: done
  otherwise: call_back
)",
                                    .read = read_transfer};

}  // namespace flows
