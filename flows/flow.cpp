#include "flows/flow.hpp"

#include <algorithm>

namespace flows {

Node const* Node::find(std::string_view key) const {
  auto const found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &found->value;
}

Next go_to(Target const& target) {
  if (target.step.empty() || target.step == back) return {};
  return {.kind = Next::Kind::step, .name = target.step, .after = {}};
}

std::optional<Next> Step::hear(Moment&) const { return std::nullopt; }

void Step::repeat(Moment&) const {}

Listen Step::listen(Moment const&) const { return {}; }

void Step::come_back(Moment&) const {}

Step const* Flow::find(std::string_view step) const {
  auto const found = std::ranges::find(steps, step, [](auto const& one) { return std::string_view(one->name); });
  return found == steps.end() ? nullptr : found->get();
}

}  // namespace flows
