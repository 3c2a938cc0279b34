// set: { safe: no, opted_out: yes }
// set: { owed: { is: months * salary } }
// next: done
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>
#include <deque>

namespace flows {
namespace {

class SetStep final : public Step {
 public:
  struct One {
    std::string name;
    std::string value;
    std::optional<Condition> is;  // counted instead
  };
  std::deque<One> values;
  Target next;

  [[nodiscard]] Next run(Moment& moment) const override {
    for (One const& one : values) {
      if (!one.is) {
        moment.set(one.name, one.value);
      } else if (auto value = moment.value(*one.is)) {
        moment.set(one.name, std::move(*value));
      } else {
        moment.forget(one.name);  // an old value would be a wrong one
      }
    }
    return go_to(next);
  }
  [[nodiscard]] Outline outline() const override {
    Outline outline{.exits = {next}};
    for (One const& one : values) {
      outline.saves.push_back(one.name);
      if (one.is) outline.conditions.push_back(&*one.is);
    }
    return outline;
  }
};

std::optional<Condition> read_is(StepReader& reader, Node::Entry const& entry) {
  StepReader inner = reader.inside(entry.value);
  auto is = inner.condition("is");
  if (entry.value.find("is") == nullptr) inner.error(entry.mark, "`" + entry.key + "` gets one word or text, or `is:`");
  inner.no_more_keys();
  return is;
}

std::unique_ptr<Step> read_set(StepReader& reader) {
  auto step = std::make_unique<SetStep>();
  if (Node const* const map = reader.node("set", Node::Kind::map, "names with their values ({ safe: no })")) {
    for (Node::Entry const& entry : map->entries) {
      if (!is_name(entry.key)) reader.error(entry.mark, "a name has small letters, digits and _ only");
      SetStep::One one{.name = entry.key, .value = entry.value.text, .is = {}};
      if (entry.value.kind == Node::Kind::map)
        one.is = read_is(reader, entry);
      else if (entry.value.kind != Node::Kind::text)
        reader.error(entry.mark, "`" + entry.key + "` gets one word or text, or `is:`");
      step->values.push_back(std::move(one));
    }
  }
  step->next = reader.next();
  return step;
}

constexpr std::array keys{
    StepKey{"set",
            "names, each with a word or text, or with `is:` and an expression; one that comes to nothing takes the "
            "value away"},
    StepKey{"next", "the step that follows"}};

}  // namespace

extern StepKind const set_step{
    .key = "set",
    .about =
        "Gives names their values. `language`, `safe`, `contact`, `opted_out` and `no_share` are kept beyond this "
        "conversation; `severity` is only ever raised.",
    .on_a_call = "",
    .keys = keys,
    .example = R"(counted:
  set: { privacy_told: yes, unpaid_days: { is: today - last_paid } }
  next: done
)",
    .read = read_set};

}  // namespace flows
