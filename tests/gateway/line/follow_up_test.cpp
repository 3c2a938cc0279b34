// Flows that begin by themselves: only where it is safe, inside her day, once, and across a restart.
#include "gateway/line/follow_up.hpp"

#include "gateway/line/follow_up_subject.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>

namespace {

using namespace support;
using namespace std::chrono_literals;

std::string const worker = "+97455512101";

line::FollowUpFacts facts() {
  line::FollowUpFacts facts;
  facts.rules.safety = flows::Safety::yes;
  facts.country = "QA";
  return facts;
}

// 12:00 in Doha.
flows::Instant const noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 9h};

// Ill, safe, agreed to be asked again.
void agree(House& house) {
  house.clock.advance_to(noon);
  for (char const* said : {"jwaro aayo birami chu", "1", "3", "2", "malai", "3", "qatar", "1", "1"})
    house.text(worker, said);
}

// What the built-in telephone would find when it polls.
std::vector<std::string> texts_to_her(House& house, std::string_view holding) {
  base::HttpCall call;
  call.method = "GET";
  call.url = house.url() + "/hooks/lo/messages?to=%2B97455512101";
  std::string const body = house.send(std::move(call)).body;
  std::vector<std::string> found;
  for (std::size_t at = body.find(holding); at != std::string::npos; at = body.find(holding, at + 1))
    found.emplace_back(holding);
  return found;
}

constexpr std::string_view question = "Ahile kasto cha?";

}  // namespace

TEST_CASE("A follow-up begins only where her rules, her case and her day allow it") {
  struct Case {
    std::string what;
    std::function<void(line::FollowUpFacts&)> change;
    std::chrono::milliseconds after_noon;
    std::string ruling;
  };
  auto const nothing = [](line::FollowUpFacts&) {};
  std::vector<Case> const cases{
      {"all is well", nothing, 0h, "now"},
      {"not safe", [](auto& f) { f.rules.safety = flows::Safety::no; }, 0h, "never"},
      {"not sure", [](auto& f) { f.rules.safety = flows::Safety::unsure; }, 0h, "never"},
      {"never asked", [](auto& f) { f.rules.safety = flows::Safety::unknown; }, 0h, "never"},
      {"stopped", [](auto& f) { f.rules.opted_out = true; }, 0h, "never"},
      {"writes herself", [](auto& f) { f.rules.preference = flows::Preference::none; }, 0h, "never"},
      {"with a person", [](auto& f) { f.held = true; }, 0h, "never"},
      {"her night", nothing, 10h, "+19h"},
      {"her night, in Malaysia", [](auto& f) { f.country = "MY"; }, 6h, "+14h"},
      {"writing just now", [](auto& f) { f.last_heard = noon - 10min; }, 0h, "+0h"},
      {"wrote an hour ago", [](auto& f) { f.last_heard = noon - 60min; }, 0h, "now"},
  };
  for (Case const& one : cases) {
    INFO(one.what);
    line::FollowUpFacts given = facts();
    one.change(given);
    line::FollowUpRuling const ruling =
        line::may_follow_up(given, shipped_content()->directory.countries, noon + one.after_noon);
    std::string said = std::holds_alternative<line::BeginNow>(ruling) ? "now" : "never";
    if (auto const* later = std::get_if<line::BeginLater>(&ruling))
      said = "+" + std::to_string(std::chrono::floor<std::chrono::hours>(later->at - noon).count()) + "h";
    CHECK(said == one.ruling);
  }
}

TEST_CASE("A follow-up timer says whom it is for, and takes nothing else for one") {
  line::FollowUpSubject const subject{store::ContactId{17}, "np-1", "check_in"};
  auto const read = line::parse_follow_up_subject(line::to_text(subject));
  REQUIRE(read);
  CHECK(read->contact == subject.contact);
  CHECK(read->channel == "np-1");
  CHECK(read->flow == "check_in");
  for (std::string const other : {"", "17", "17 np-1", "x np-1 check_in"})
    CHECK_FALSE(line::parse_follow_up_subject(other));
}

TEST_CASE("Who agreed is asked once after three days, also where the gateway was started again meanwhile") {
  House house;
  agree(house);
  house.restart();
  house.wait(71h);
  CHECK(texts_to_her(house, question).empty());
  house.wait(2h);
  CHECK(texts_to_her(house, question).size() == 1);
  house.wait(24h * 30);
  CHECK(texts_to_her(house, question).size() == 1);
  house.text(worker, "3");
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases()[0].severity == store::Severity::high);
  CHECK(house.open_cases()[0].category == "medical");
}

TEST_CASE("Who has said since that it is not safe, or to stop, is not asked") {
  for (std::string const word : {"STOP", "phone check garcha"}) {
    INFO(word);
    House house;
    agree(house);
    house.wait(2h);
    house.text(worker, word);
    house.wait(24h * 10);
    CHECK(texts_to_her(house, question).empty());
  }
}

TEST_CASE("Who is with a person of ours is not asked by a machine") {
  House house;
  agree(house);
  REQUIRE(house.run(
      house.gateway().cases().act(desk::Actor{"asha"}, house.open_cases().at(0).ref, std::nullopt, desk::claim())));
  house.wait(24h * 10);
  CHECK(texts_to_her(house, question).empty());
}
