// call: place_of_home
// give: { who: family }       # values that the flow begins with
// results: { home: place }    # afterwards `home` is what that flow knows as `place`
// next: details               # where to go on when that flow is over
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>

namespace flows {
namespace {

class CallStep final : public Step {
 public:
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  Target flow;
  Pairs given;
  Pairs results;  // ours, theirs
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    for (auto const& [key, value] : given) moment.set(key, value);
    // What an earlier call of that flow left is no result of this one.
    for (auto const& [ours, theirs] : results) moment.forget(theirs);
    std::string const after = next.step == back ? std::string{} : next.step;
    return {.kind = Next::Kind::call, .name = flow.step, .after = after};
  }
  void come_back(Moment& moment) const override {
    for (auto const& [ours, theirs] : results) {
      std::string const value = moment.get(theirs);
      if (!value.empty()) moment.set(ours, value);
    }
  }
  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {next}, .calls = {flow}};
    for (auto const& [key, value] : given) outline.saves.push_back(key);
    for (auto const& [ours, theirs] : results) outline.saves.push_back(ours);
    return outline;
  }
};

CallStep::Pairs read_pairs(StepReader& reader, std::string_view key, std::string_view what) {
  CallStep::Pairs pairs;
  Node const* const map = reader.node(key, Node::Kind::map, what);
  if (map == nullptr) return pairs;
  for (Node::Entry const& entry : map->entries) {
    bool const is_pair = is_name(entry.key) && entry.value.kind == Node::Kind::text;
    if (is_pair)
      pairs.emplace_back(entry.key, entry.value.text);
    else
      reader.error(entry.mark, "here stands a name with one word: " + std::string(what));
  }
  return pairs;
}

std::unique_ptr<Step> read_call(StepReader& reader) {
  auto step = std::make_unique<CallStep>();
  step->flow = reader.next("call");
  step->given = read_pairs(reader, "give", "names with their values ({ who: family })");
  step->results = read_pairs(reader, "results", "our names with that flow's ({ home: place })");
  step->next = reader.next();
  return step;
}

constexpr std::array keys{
    StepKey{"call", "the flow"}, StepKey{"give", "names and values that it begins with"},
    StepKey{"results", "our names, each with the name whose value that flow leaves"},
    StepKey{"next", "where it goes on when that flow is over; it is not come back from an `end:`"}};

}  // namespace

extern StepKind const call_step{.key = "call",
                                .about = "Runs another flow and comes back, with results.",
                                .on_a_call = "",
                                .keys = keys,
                                .example = R"(ask_home:
  call: place
  give: { who: family }
  results: { home: district }
  next: details
)",
                                .read = read_call};

}  // namespace flows
