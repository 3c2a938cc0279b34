// branch:
//   - { when: severity == critical, next: danger }
//   - { when: tags has child, next: child }
// otherwise: ask_where
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <deque>

namespace flows {
namespace {

class BranchStep final : public Step {
 public:
  struct Row {
    Condition when;
    Target next;
  };
  std::deque<Row> rows;
  Target otherwise;

  [[nodiscard]] Next run(Moment& moment) const override {
    for (Row const& row : rows) {
      if (moment.holds(row.when)) return go_to(row.next);
    }
    return go_to(otherwise);
  }
  [[nodiscard]] Outline outline() const override {
    Outline outline;
    for (Row const& row : rows) {
      outline.exits.push_back(row.next);
      outline.conditions.push_back(&row.when);
    }
    outline.exits.push_back(otherwise);
    return outline;
  }
};

}  // namespace

std::unique_ptr<Step> read_branch(StepReader& reader) {
  auto step = std::make_unique<BranchStep>();
  Node const* const rows = reader.node("branch", Node::Kind::list, "a list of `- { when: …, next: … }`");
  if (rows != nullptr) {
    for (Node const& row : rows->items) {
      if (row.kind != Node::Kind::map) {
        reader.error(row.mark, "a row of a branch is `- { when: …, next: … }`");
        continue;
      }
      StepReader inner = reader.inside(row);
      auto when = inner.condition("when");
      if (row.find("when") == nullptr) inner.error(row.mark, "this row has no `when`");
      Target next = inner.next();
      inner.no_more_keys();
      if (when) step->rows.push_back({std::move(*when), std::move(next)});
    }
  }
  step->otherwise = reader.next("otherwise");
  return step;
}

}  // namespace flows
