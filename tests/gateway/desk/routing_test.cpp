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

TEST_CASE("the matrix and triage begin with the same severity in each cell") {
  Desk const house;
  std::set<std::string> categories;
  for (desk::RoutingRow const& row : house.routing.rows())
    categories.insert(row.categories.begin(), row.categories.end());
  categories.erase("unclear");  // an empty plea is low, one in words medium
  CHECK(categories.size() == 24);
  for (std::string const& category : categories) {
    for (Place const place : {Place::pd, Place::tr, Place::cd, Place::rt}) {
      INFO(category << " at " << flows::name(place));
      desk::Routed const routed = house.route({.category = category, .place = place});
      CHECK(flows::name(routed.severity) == flows::name(flows::base_severity(category, place)));
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
  house.routing = {};
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
  Codes rules;
  for (desk::Reason const& reason : routed.reasons) rules.push_back(reason.rule);
  CHECK(rules == Codes{"C6", "domestic/CD", "under 18", "gulf", "mind", "child protection", "mind", "critical first"});
  CHECK(routed.reasons[0].text.starts_with("locked in"));
  CHECK(routed.reasons[4].text.starts_with("Never advise to leave"));
  CHECK(routed.reasons[7].text == "everything critical goes to `crisis` first, with `gbv` second");
}

TEST_CASE("a complaint about our own people says nothing of other queues") {
  Desk const house;
  desk::Routed const routed = house.route(
      {.category = "conduct", .severity = Severity::critical, .rule = "H11", .tags = {"child"}, .queue = "intake"});
  CHECK_FALSE(says(routed, "critical first"));
  CHECK_FALSE(says(routed, "asked for"));
  CHECK_FALSE(says(routed, "child protection"));
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

// Saturday noon in Nepal: the legal desk and the destination desk sleep, intake does not.
constexpr base::Instant saturday = std::chrono::sys_days{2026y / 11 / 28} + 6h + 15min;

TEST_CASE("what is high is looked at within the hour: where the queue sleeps, by the first backup that is awake") {
  Desk const house;
  desk::Routed const routed =
      house.route({.category = "detention", .severity = Severity::high, .place = Place::pd}, saturday);
  CHECK(routed.queue == "legal");
  CHECK(routed.also == Codes{"intake"});
  CHECK(says(routed, "closed"));
  CHECK(routed.due.eyes == saturday + 60min);
  CHECK(*routed.due.contact > saturday + 20h);

  // At night intake sleeps as well, and its backup never does.
  base::Instant const night = saturday + 14h;
  CHECK(house.route({.category = "detention", .severity = Severity::high, .place = Place::pd}, night).also ==
        Codes{"crisis"});
  // Who rings somebody needs no cover; medium waits for the morning; a complaint stays where it is.
  CHECK_FALSE(says(house.route({.category = "death", .severity = Severity::high}, saturday), "closed"));
  CHECK_FALSE(says(house.route({.category = "wage", .severity = Severity::medium}, saturday), "closed"));
  CHECK_FALSE(says(house.route({.category = "conduct", .severity = Severity::high}, night), "closed"));
}

TEST_CASE("nobody covers for a queue in a case about herself") {
  Desk house;
  house.directory.queues.at("intake").organisations = {"pncc"};
  desk::Routed const routed = house.route(
      {.category = "detention", .severity = Severity::high, .place = Place::pd, .about = {"pncc"}}, saturday);
  CHECK(routed.also == Codes{"crisis"});
}

TEST_CASE("a case about an organisation that sits everywhere is the safeguarding lead's, and rings of backups end") {
  Desk house;
  for (auto& [code, queue] : house.directory.queues) queue.organisations = {"pncc"};
  CHECK(house.route({.category = "wage", .about = {"pncc"}}).queue == "safeguard");
  CHECK(house.route({.category = "wage", .severity = Severity::critical, .about = {"pncc"}}).queue == "safeguard");
  house.directory.queues.at("intake").backup = "outreach";
  CHECK(house.route({.category = "wage", .about = {"pncc"}}).queue == "safeguard");
}

TEST_CASE("the lead's alert for an area raises as war in her own words does, and not twice") {
  Desk const house;
  desk::Routed const alert = house.route({.category = "wage", .country = "JO", .area_alert = true});
  CHECK(alert.severity == Severity::high);
  CHECK(says(alert, "raised"));
  CHECK(house.route({.category = "wage", .country = "JO", .flags = {"conflict"}, .area_alert = true}).severity ==
        Severity::high);
  CHECK(house.route({.category = "stranded", .country = "IQ", .area_alert = true}).offer.back() == "mofa");
}

TEST_CASE("a district without a resource centre is helped by the employment centre") {
  Desk house;
  desk::CaseFacts const facts{.category = "fraud", .place = Place::pd, .district = "sindhuli"};
  CHECK_FALSE(says(house.route(facts), "no resource centre"));
  house.directory.districts["sindhuli"].resource_centre = desk::ResourceCentre::no;
  CHECK(house.route(facts).offer == Codes{"dofe", "moless", "esc"});
  house.directory.districts["sindhuli"].resource_centre = desk::ResourceCentre::yes;
  CHECK_FALSE(says(house.route(facts), "no resource centre"));
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
