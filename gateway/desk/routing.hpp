// Which queue a case goes to, who stands beside it, which bodies may be offered to her with consent, and by when people
// act; each with a reason in plain words. Rows of config/routing.tsv, read from the top:
//   a row with a queue is a cell: the first whose category, place and `when` hold decides. A place without a row takes
//   the category's CD row; a category without rows, and whatever else is left, goes to `intake`. a row without a queue
//   adds: every one that holds gives its further queues (`also`), its offers ("-code" withdraws one), and a severity
//   below which the case does not fall.
// Then, in code, since no edit may undo them: severity is the higher of triage and row; critical goes to `crisis` first
// with the named queue second; a complaint about our own people goes to `safeguard` alone; nothing above low stays with
// the machine. Pure functions. Threads: values, any thread.
#pragma once

#include "flows/engine.hpp"
#include "flows/expression.hpp"
#include "gateway/base/clock.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/desk/service_level.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// What an escalation and its verdict say.
struct CaseFacts {
  std::string category = "unclear";
  flows::Severity severity = flows::Severity::low;
  std::string rule{};  // the gravest rule met: "C6"
  std::vector<std::string> tags{};
  flows::Place place = flows::Place::cd;
  std::string country{};                       // ISO 3166; empty if unknown
  std::string number_country{};                // by the prefix of the number
  std::set<std::string, std::less<>> flags{};  // concepts that matched
  std::string language = "ne";
  flows::Medium medium = flows::Medium::sms;
  std::string queue{};  // asked for by the flow (a person: intake); empty else
};
[[nodiscard]] CaseFacts case_facts(flows::Escalate const& escalate, flows::Verdict const* verdict,
                                   std::string_view number_country, flows::Medium medium);

// `when` may name: category, severity, place, country, number_country, corridor, language, medium, rule, `tags` (the
// list of her tags and flags together), and every tag by itself: `severity >= high and visit_visa`
struct RoutingRow {
  std::string category;                   // or "*"
  std::optional<flows::Place> place;      // empty: every place
  std::optional<flows::Expression> when;  // empty: always
  std::optional<flows::Severity> severity;
  std::string queue;  // empty: a row that adds
  std::vector<std::string> also;
  std::vector<std::string> offer;  // "-code" withdraws
  std::optional<int> minutes;      // a promise of its own, shorter than the queue's
  std::string why;
  int line = 0;  // in the file, for findings and reasons
};

struct Routing {
  std::vector<RoutingRow> rows;
};
struct ReadRouting {
  Routing routing;
  std::vector<flows::Finding> findings;
};
// The directory says which queues and targets exist, `known_tags` (the lexicon's concepts) which tags; without any,
// every word is taken for a tag. A row with a mistake is a finding and is left out.
[[nodiscard]] ReadRouting read_routing(std::string_view file, std::string_view text, Directory const& directory,
                                       std::set<std::string, std::less<>> const& known_tags = {});

struct Reason {
  std::string rule;  // "C6", "H3"; "wage/CD", the cell; "addition", "critical first" ...
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
