// routes.tsv against the shipped routing: a sheet that a case worker reads, written before routing was run.
#include "flows/lexicon/sheet.hpp"
#include "tests/gateway/desk/shipped.hpp"

#include <algorithm>

namespace {

using namespace std::chrono_literals;
using Codes = std::vector<std::string>;
using Set = std::set<std::string>;

// A Monday, 11:00 in Kathmandu: every queue is open.
constexpr base::Instant now = std::chrono::sys_days{2026y / 11 / 23} + 5h + 15min;

// In the order of the sheet's columns.
struct Line {
  desk::CaseFacts facts;
  std::string queue;
  Codes also;
  std::string severity;
  Codes offer;
  std::string minutes;
  Codes why;
};

Codes list(std::string const& cell) {
  Codes codes;
  for (std::string_view const code : flows::split_cell(cell)) codes.emplace_back(code);
  return codes;
}

std::vector<Line> sheet() {
  std::vector<Line> lines;
  for (std::vector<std::string> const& row : shipped::rows("tests/gateway/desk/routes.tsv")) {
    CAPTURE(row);
    REQUIRE(row.size() == 14);
    lines.push_back({.facts = {.category = row[0],
                               .severity = flows::parse_severity(row[7]).value(),
                               .rule = row[6],
                               .tags = list(row[4]),
                               .place = flows::parse_place(row[1]).value(),
                               .country = row[2],
                               .district = row[3],
                               .about = list(row[5])},
                     .queue = row[8],
                     .also = list(row[9]),
                     .severity = row[10],
                     .offer = list(row[11]),
                     .minutes = row[12],
                     .why = list(row[13])});
  }
  return lines;
}

Set as_set(Codes const& codes) { return {codes.begin(), codes.end()}; }

// What has to be minded comes with the row that says it, so the sheet names the row alone.
Set rules(desk::Routed const& routed) {
  Set all;
  for (desk::Reason const& reason : routed.reasons) all.insert(reason.rule);
  all.erase("mind");
  return all;
}

TEST_CASE("every case of the sheet goes where people decided it shall go, for the reasons they gave") {
  desk::Directory const directory = shipped::directory();
  desk::Routing const routing = shipped::routing(directory);
  std::vector<Line> const lines = sheet();
  CHECK(lines.size() >= 200);
  for (Line const& line : lines) {
    desk::Routed const routed = desk::route(line.facts, routing, directory, now);
    CAPTURE(line.facts.category, flows::name(line.facts.place), line.facts.country, line.facts.tags, line.facts.about,
            line.facts.rule);
    CHECK(routed.queue == line.queue);
    CHECK(routed.also == line.also);
    CHECK(flows::name(routed.severity) == line.severity);
    CHECK(as_set(routed.offer) == as_set(line.offer));
    CHECK(rules(routed) == as_set(line.why));
    if (!line.minutes.empty()) CHECK(std::to_string(routed.minutes) == line.minutes);

    // A flag weighs as much as a tag.
    desk::CaseFacts flagged = line.facts;
    flagged.flags = {flagged.tags.begin(), flagged.tags.end()};
    flagged.tags.clear();
    CHECK(rules(desk::route(flagged, routing, directory, now)) == as_set(line.why));
  }
}

TEST_CASE("no two lines of the sheet ask the same") {
  Set seen;
  for (std::vector<std::string> const& row : shipped::rows("tests/gateway/desk/routes.tsv")) {
    std::string asked;
    for (std::size_t i = 0; i < 8; ++i) asked += row[i] + "|";
    CAPTURE(asked);
    CHECK(seen.insert(asked).second);
  }
}

TEST_CASE(
    "every queue is somebody's first and every further one is reached, every body is offered or sits at a queue") {
  desk::Directory const directory = shipped::directory();
  Set reached;
  Set offered;
  for (Line const& line : sheet()) {
    reached.insert(line.queue);
    reached.insert(line.also.begin(), line.also.end());
    offered.insert(line.offer.begin(), line.offer.end());
  }
  Set unreached;
  for (auto const& [code, queue] : directory.queues) {
    if (!reached.contains(code)) unreached.insert("queue " + code);
    if (reached.contains(code)) offered.insert(queue.organisations.begin(), queue.organisations.end());
  }
  for (auto const& [code, target] : directory.targets) {
    if (!offered.contains(code)) unreached.insert("body " + code);
  }
  CHECK(unreached == Set{});
}

TEST_CASE("every row of the shipped routing decides or adds to some line of the sheet") {
  desk::Directory const directory = shipped::directory();
  desk::Routing const routing = shipped::routing(directory);
  Set said;
  for (Line const& line : sheet()) said.insert(line.why.begin(), line.why.end());
  Set unsaid;
  for (desk::RoutingRow const& row : routing.rows()) {
    if (!row.is_cell() && !said.contains(row.name)) unsaid.insert(row.name);
    if (!row.is_cell()) continue;
    flows::Place const place = row.places.empty() ? flows::Place::cd : row.places.front();
    for (std::string const& category : row.categories) {
      std::string const cell = category + "/" + std::string{flows::name(place)};
      if (!said.contains(cell)) unsaid.insert(cell);
    }
  }
  // Which districts have no resource centre is the network's to enter; routing_test.cpp tries the row.
  CHECK(unsaid == Set{"no resource centre"});
}

}  // namespace
