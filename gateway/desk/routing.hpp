// Which queue a case goes to, who stands beside it, which bodies may be offered to her with consent, and by when people
// act; each with a reason in plain words. Rows of config/routing.tsv, read from the top:
//   a row with a queue is a cell: the first whose category, place and `when` hold decides. A place without a row takes
//   the category's CD row; a category without rows, and whatever else is left, goes to `intake`. A row without a queue
//   adds: every one that holds gives its further queues (`also`), its offers ("-code" withdraws one), a severity below
//   which the case does not fall or one step more (`+1`), and what the operator has to mind.
// Then, in code, since no edit may undo them: severity is the higher of triage and rows, then raised; critical goes to
// `crisis` first with the named queue second; a complaint about our own people goes to `safeguard` alone; a case about
// an organisation never reaches it; nothing above low stays with the machine; where a queue is closed and nobody on
// call, its backup looks at what is high. Pure functions. Threads: values, any thread.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/desk/case_facts.hpp"
#include "gateway/desk/routing_table.hpp"
#include "gateway/desk/service_level.hpp"

#include <string>
#include <vector>

namespace desk {

struct Reason {
  // "C6", "H3"; "wage/CD", the cell; the name of a row that adds; "mind", "raised", "critical first", "fallback",
  // "asked for", "person", "conduct alone", "about", "closed".
  std::string rule;
  std::string text;
};

// `none`: the scripted answer is all there is.
enum class Opens : std::uint8_t { none, queued, quarantined };

struct Routed {
  Opens opens = Opens::queued;
  std::string queue = "intake";
  std::vector<std::string> also;   // further queues, the specialist first
  std::vector<std::string> offer;  // targets that may be offered, with consent
  flows::Severity severity = flows::Severity::low;
  std::vector<Reason> reasons;
  int minutes = 0;  // what {mins} says: the queue's promise
  Due due;
};
// Invariant: `queue` is never empty, and where it and `also` name nothing unknown in `routing`, they name queues of the
// directory.
[[nodiscard]] Routed route(CaseFacts const& facts, Routing const& routing, Directory const& directory,
                           base::Instant now);

}  // namespace desk
