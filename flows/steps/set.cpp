// set: { safe: no, opted_out: yes }
// next: done
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

namespace flows {
namespace {

class SetStep final : public Step {
 public:
  std::vector<std::pair<std::string, std::string>> values;
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    for (auto const& [key, value] : values) moment.set(key, value);
    return go_to(next);
  }
  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {next}};
    for (auto const& [key, value] : values) outline.saves.push_back(key);
    return outline;
  }
};

}  // namespace

std::unique_ptr<Step> read_set(StepReader& reader) {
  auto step = std::make_unique<SetStep>();
  if (Node const* const map = reader.node("set", Node::Kind::map, "names with their values ({ safe: no })")) {
    for (Node::Entry const& entry : map->entries) {
      if (!is_name(entry.key)) reader.error(entry.mark, "a name has small letters, digits and _ only");
      if (entry.value.kind != Node::Kind::text) reader.error(entry.mark, "`" + entry.key + "` gets one word or text");
      step->values.emplace_back(entry.key, entry.value.text);
    }
  }
  step->next = reader.next();
  return step;
}

}  // namespace flows
