// The step reference, written from the lists of steps, answers and names that the program itself reads.
#include "flows/moment.hpp"
#include "flows/steps/answer.hpp"
#include "flows/steps/steps.hpp"

namespace flows {
namespace {

std::string indented(std::string_view yaml) {
  std::string out;
  while (!yaml.empty()) {
    std::size_t const end = std::min(yaml.find('\n'), yaml.size());
    if (end > 0) out += "  " + std::string(yaml.substr(0, end));
    out += '\n';
    yaml.remove_prefix(std::min(end + 1, yaml.size()));
  }
  return out;
}

constexpr std::string_view opening = R"(# The steps of a conversation

Written by `saathi flow steps` from the program's own lists; a test compares. Do not change it by hand.

A flow is a file in `config/flows/`: `flow:` (its name), `about:` (a sentence), `start:` (the first step) and `steps:`.
It begins by `entry: sms` or `entry: voice` (whoever writes or rings), by `command:` (a word that works everywhere;
`afterwards: resume` asks the open question again), by `begun_by: desk`, or because another flow calls it. `next: back`
ends a flow and goes on where it was called. A text is the name of a line of `config/messages.tsv`, or one text in every
language (`{ en: …, ne: …, ne-Latn: … }`); where a call says something else, that stands in `voice:`.

Everywhere, without being written: 9 means danger and 0 a person; on a call `*` hangs up and marks the line as not
alone, and silence or `#` repeats. Two answers in a row that are not understood bring a person.
)";

constexpr std::string_view ask = "ask";

std::string rows(std::span<StepKey const> keys) {
  std::string out;
  for (StepKey const& key : keys) out += "| `" + std::string(key.name) + "` | " + std::string(key.about) + " |\n";
  return out;
}

std::string answers_page() {
  std::string page = "\n| ask | takes | on a call |\n|---|---|---|\n";
  for (AnswerKind const& answer : answer_kinds()) {
    page += "| `" + std::string(answer.key) + "` | " + std::string(answer.about) + " | " +
            std::string(answer.on_a_call) + " |\n";
  }
  return page;
}

std::string kind_page(StepKind const& kind) {
  std::string page = "\n## " + std::string(kind.key) + "\n\n" + std::string(kind.about) + "\n";
  if (!kind.on_a_call.empty()) page += "On a call: " + std::string(kind.on_a_call) + "\n";
  page += "\n```yaml\n" + indented(kind.example) + "```\n\n| key | |\n|---|---|\n";
  page += rows(kind.keys);
  if (kind.key != ask) return page;
  for (AnswerKind const& answer : answer_kinds()) page += rows(answer.keys);
  return page + answers_page();
}

}  // namespace

std::string step_reference() {
  std::string page(opening);
  for (StepKind const& kind : step_kinds()) page += kind_page(kind);
  page +=
      "\n## Conditions\n\n`when:`, `unless:` and `is:` are expressions: `==` `!=` `<` `<=` `>` `>=`, `in [a, b]`, "
      "`has`, "
      "`and`, `or`, `not`, `+` `-` `*` `/` `%` in whole numbers and days, and brackets. What stands to the left, or is "
      "counted with, is a name; what stands alone to the right is a word. A name without a value is equal to nothing.\n"
      "Besides what steps `save` and `set`, these names are known:\n\n| name | |\n|---|---|\n";
  for (KnownName const& name : known_names())
    page += "| `" + std::string(name.name) + "` | " + std::string(name.meaning) + " |\n";
  return page;
}

}  // namespace flows
