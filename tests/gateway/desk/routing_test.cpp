#include "flows/lexicon/sheet.hpp"
#include "flows/triage/base.hpp"
#include "tests/gateway/desk/shipped.hpp"

#include <map>
#include <random>

namespace {

using namespace std::chrono_literals;
using flows::Place;
using flows::Severity;

// A Monday, 11:00 in Kathmandu: every queue is open.
constexpr base::Instant now = std::chrono::sys_days{2026y / 11 / 23} + 5h + 15min;

using Codes = std::vector<std::string>;

struct Desk {
  desk::Directory directory = shipped::directory();
  desk::Routing routing = shipped::routing(directory);

  [[nodiscard]] desk::Routed route(desk::CaseFacts const& facts, base::Instant at = now) const {
    return desk::route(facts, routing, directory, at);
  }
};

bool says(desk::Routed const& routed, std::string const& rule) {
  return std::ranges::any_of(routed.reasons, [&](desk::Reason const& reason) { return reason.rule == rule; });
}

TEST_CASE("the first texts reach the queues that people chose for them") {
  // Where the sender of a Nepali number stands, which only the text tells.
  std::map<std::string, Place> const places{
      {"s05", Place::pd}, {"s19", Place::pd}, {"s20", Place::pd}, {"s21", Place::rt}, {"s25", Place::tr}};
  Desk const house;
  auto const rows = shipped::rows("tests/flows/first_texts.tsv");
  CHECK(rows.size() >= 30);
  for (std::vector<std::string> const& row : rows) {
    REQUIRE(row.size() >= 7);
    auto const place = places.find(row[0]);
    desk::Routed const routed = house.route({.category = row[4],
                                             .severity = flows::parse_severity(row[5]).value(),
                                             .tags = {},
                                             .place = place == places.end() ? Place::cd : place->second,
                                             .country = row[3],
                                             .number_country = row[3]});
    INFO("first text " << row[0]);
    CHECK(routed.queue == row[6]);
    CHECK(flows::name(routed.severity) == row[5]);
    CHECK_FALSE(routed.reasons.empty());
  }
}

Codes list(std::string const& cell) {
  Codes codes;
  for (std::string_view const code : flows::split_cell(cell)) codes.emplace_back(code);
  return codes;
}

// routes.tsv: what is known of a case, and where it must go: queue, further queues, severity, offers, minutes promised
// (empty: not looked at). First the matrix, then what tags, corridor and papers change.
TEST_CASE("every case of the sheet goes where people decided it shall go") {
  Desk const house;
  auto const rows = shipped::rows("tests/gateway/desk/routes.tsv");
  CHECK(rows.size() > 60);
  for (std::vector<std::string> const& row : rows) {
    REQUIRE(row.size() == 10);
    desk::CaseFacts facts{.category = row[0],
                          .severity = flows::parse_severity(row[4]).value(),
                          .tags = list(row[3]),
                          .place = flows::parse_place(row[1]).value(),
                          .country = row[2]};
    desk::Routed const routed = house.route(facts);
    INFO(row[0] << " at " << row[1] << " in [" << row[2] << "], tags [" << row[3] << "], " << row[4]);
    CHECK(routed.queue == row[5]);
    CHECK(routed.also == list(row[6]));
    CHECK(flows::name(routed.severity) == row[7]);
    CHECK(routed.offer == list(row[8]));
    if (!row[9].empty()) CHECK(std::to_string(routed.minutes) == row[9]);

    // A flag weighs as much as a tag.
    facts.flags = {facts.tags.begin(), facts.tags.end()};
    facts.tags.clear();
    CHECK(house.route(facts).also == routed.also);
    CHECK(house.route(facts).offer == routed.offer);
  }
}

TEST_CASE("the matrix and triage begin with the same severity in each cell") {
  Desk const house;
  for (desk::RoutingRow const& row : house.routing.rows) {
    if (row.category == "*" || row.category == "unclear") continue;  // an empty plea is low, one in words medium
    for (Place const place : {Place::pd, Place::tr, Place::cd, Place::rt}) {
      INFO(row.category << " at " << flows::name(place));
      desk::Routed const routed = house.route({.category = row.category, .place = place});
      CHECK(flows::name(routed.severity) == flows::name(flows::base_severity(row.category, place)));
    }
  }
}

TEST_CASE("a category nobody knows goes to people, not to the machine") {
  Desk const house;
  desk::Routed const routed = house.route({.category = "new_kind"});
  CHECK(routed.queue == "intake");
  CHECK(routed.opens == desk::Opens::queued);
  CHECK(says(routed, "fallback"));
  CHECK(house.route({.category = "new_kind", .severity = Severity::critical}).queue == "crisis");
}

TEST_CASE("without any row every case still has a queue") {
  Desk house;
  house.routing.rows.clear();
  CHECK(house.route({.category = "wage"}).queue == "intake");
  CHECK(house.route({.category = "conduct"}).queue == "safeguard");
}

TEST_CASE("who asks for a person is heard by one, and her matter's queue stands second") {
  Desk const house;
  desk::Routed const wage = house.route({.category = "wage", .severity = Severity::medium, .queue = "intake"});
  CHECK(wage.queue == "intake");
  CHECK(wage.also == Codes{"outreach", "legal"});
  CHECK(says(wage, "asked for"));
  desk::Routed const info = house.route({.category = "info", .queue = "intake"});
  CHECK(info.queue == "intake");
  CHECK(info.also.empty());
  CHECK(info.opens == desk::Opens::queued);
  CHECK(house.route({.category = "wage", .severity = Severity::critical, .queue = "intake"}).queue == "crisis");
  CHECK(house.route({.category = "conduct", .queue = "intake"}).queue == "safeguard");
  CHECK(house.route({.category = "wage", .queue = "no_such"}).queue == "outreach");
}

TEST_CASE("the scripted answer opens no case, spam opens one that nobody is alarmed by") {
  Desk const house;
  desk::Routed const info = house.route({.category = "info"});
  CHECK(info.opens == desk::Opens::none);
  CHECK_FALSE(info.due.eyes.has_value());
  desk::Routed const spam = house.route({.category = "spam"});
  CHECK(spam.opens == desk::Opens::quarantined);
  CHECK_FALSE(spam.due.eyes.has_value());
  CHECK(house.route({.category = "wage"}).opens == desk::Opens::queued);
}

TEST_CASE("the reasons name the rule that raised the case, the cell, and why crisis is first") {
  Desk const house;
  desk::Routed const routed = house.route(
      {.category = "domestic", .severity = Severity::critical, .rule = "C6", .tags = {"child"}, .country = "KW"});
  REQUIRE(routed.reasons.size() == 4);
  CHECK(routed.reasons[0].rule == "C6");
  CHECK(routed.reasons[0].text.starts_with("locked in"));
  CHECK(routed.reasons[1].rule == "domestic/CD");
  CHECK(routed.reasons[2].rule == "addition");
  CHECK(routed.reasons[2].text.starts_with("under 18"));
  CHECK(routed.reasons[3].text == "everything critical goes to `crisis` first, with `gbv` second");
}

TEST_CASE("a complaint about our own people says nothing of other queues") {
  Desk const house;
  desk::Routed const routed = house.route(
      {.category = "conduct", .severity = Severity::critical, .rule = "H11", .tags = {"child"}, .queue = "intake"});
  CHECK_FALSE(says(routed, "critical first"));
  CHECK_FALSE(says(routed, "asked for"));
  CHECK_FALSE(says(routed, "addition"));
  CHECK(says(routed, "conduct alone"));
}

TEST_CASE("the due times follow severity, queue and the row's own promise") {
  Desk const house;
  desk::Routed const detention = house.route({.category = "detention", .severity = Severity::high});
  CHECK(detention.minutes == 60);
  CHECK(detention.due.contact == now + 60min);
  CHECK(detention.due.eyes == now + 60min);
  CHECK(detention.due.update == now + 24h);
  CHECK_FALSE(detention.due.call.has_value());
  CHECK(house.route({.category = "wage", .severity = Severity::high}).due.eyes == now + 60min);
}

TEST_CASE("an escalation and its verdict become the facts of a case") {
  flows::Escalate const escalate{.category = "domestic",
                                 .severity = Severity::critical,
                                 .rule = "C6",
                                 .tags = {"household"},
                                 .place = Place::tr,
                                 .country = "KW",
                                 .queue = "intake",
                                 .own_case = false,
                                 .why = {}};
  flows::Verdict verdict;
  verdict.language = "hi";
  verdict.flags = {"watched"};
  verdict.indicators = {"locked"};
  verdict.matched = {{.words = "huroob", .keyword = "absconding", .row = "k1"}};
  desk::CaseFacts const facts = desk::case_facts(escalate, &verdict, "NP", flows::Medium::voice);
  CHECK(facts.category == "domestic");
  CHECK(facts.severity == Severity::critical);
  CHECK(facts.rule == "C6");
  CHECK(facts.tags == Codes{"household"});
  CHECK(facts.place == Place::tr);
  CHECK(facts.country == "KW");
  CHECK(facts.number_country == "NP");
  CHECK(facts.flags == std::set<std::string, std::less<>>{"absconding", "locked", "watched"});
  CHECK(facts.language == "hi");
  CHECK(facts.medium == flows::Medium::voice);
  CHECK(facts.queue == "intake");
  CHECK(desk::case_facts(escalate, nullptr, "", flows::Medium::sms).flags.empty());
}

TEST_CASE("whatever is the matter, a case has a queue that exists, and severity never falls") {
  Codes const categories{"danger",    "trafficking", "passport", "wage",   "contract",         "fraud",    "stranded",
                         "detention", "medical",     "death",    "claims", "domestic",         "sexual",   "missing",
                         "mental",    "permit",      "info",     "skills", "returnee",         "business", "conduct",
                         "unclear",   "optout",      "erase",    "spam",   "no_such_category", ""};
  Codes const tags{"minor",          "child",         "locked",      "not_passport_taken", "no_job",       "visit_visa",
                   "death_sentence", "passport_lost", "debt_threat", "scam_compound",      "army_recruit", "absconding",
                   "group",          "conflict",      "pregnant",    "visa_expired"};
  Codes const queues{"", "", "", "intake", "crisis", "no_such_queue"};
  Desk const house;
  Codes countries{"", "XX"};
  for (auto const& [code, country] : house.directory.countries) countries.push_back(code);
  std::mt19937 random{20261123};  // the seed: the same cases in each run
  auto const any = [&](Codes const& list) { return list[random() % list.size()]; };

  for (std::string const& category : categories) {
    for (Place const place : {Place::pd, Place::tr, Place::cd, Place::rt}) {
      for (Severity const severity : {Severity::low, Severity::medium, Severity::high, Severity::critical}) {
        for (int round = 0; round < 10; ++round) {
          desk::CaseFacts facts{.category = category,
                                .severity = severity,
                                .place = place,
                                .country = any(countries),
                                .number_country = any(countries),
                                .queue = any(queues)};
          for (int more = static_cast<int>(random() % 4); more > 0; --more) facts.flags.insert(any(tags));
          desk::Routed const routed = house.route(facts);
          CAPTURE(category, flows::name(place), flows::name(severity), facts.country, facts.queue, facts.flags);
          REQUIRE(house.directory.find_queue(routed.queue) != nullptr);
          REQUIRE(routed.severity >= severity);
          for (std::string const& code : routed.also) REQUIRE(house.directory.find_queue(code) != nullptr);
          for (std::string const& code : routed.offer) REQUIRE(house.directory.find_target(code) != nullptr);
          REQUIRE(std::ranges::find(routed.also, routed.queue) == routed.also.end());
          REQUIRE_FALSE(routed.reasons.empty());
          if (category == "conduct") {
            REQUIRE(routed.queue == "safeguard");
            REQUIRE(routed.also.empty());
          } else if (routed.severity == Severity::critical) {
            REQUIRE(routed.queue == "crisis");
          }
          bool const machine = routed.queue == "auto" || routed.queue == "quarantine";
          if (routed.severity > Severity::low) REQUIRE_FALSE(machine);
          if (!machine) REQUIRE(routed.due.eyes.has_value());
        }
      }
    }
  }
}

}  // namespace
