// branch:
//   - { when: severity == critical, next: danger }
//   - { when: tags has child, next: child }
// otherwise: ask_where
#include "flows/moment.hpp"
#include "flows/steps/steps.hpp"

#include <array>
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

constexpr std::array keys{StepKey{"branch", "rows of `when` (a condition) and `next`; the first that holds counts"},
                          StepKey{"otherwise", "where it goes on if none holds"}};

}  // namespace

extern StepKind const branch_step{
    .key = "branch",
    .about =
        "Goes on where the first condition holds: by what was answered, by medium, language, contact rules or the "
        "hours of queues.",
    .on_a_call = "",
    .keys = keys,
    .example = R"(sort:
  branch:
    - { when: severity == critical, next: danger }
    - { when: medium == voice and open_queues has legal, next: put_through }
    - { when: today - last_paid > 60, next: long_unpaid }
  otherwise: ask_where
)",
    .read = read_branch};

}  // namespace flows
