// One text in, all of it recorded in one unit of work: repeats, people who write twice, two texts at the same instant,
// senders that cannot be answered, people at the desk.
#include "gateway/store/message.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace {

using namespace support;

std::string const worker = "+97455512101";

// Every message of the contact behind a case, oldest first.
desk::CaseView view(House& house, std::string const& ref) {
  base::Result<desk::CaseView> shown = house.run(house.gateway().cases().show(desk::Actor{"asha"}, ref));
  REQUIRE(shown);
  return std::move(*shown);
}

std::size_t inbound(desk::CaseView const& view) {
  return static_cast<std::size_t>(std::ranges::count_if(
      view.thread, [](desk::ThreadLine const& line) { return line.message.direction == store::Direction::in; }));
}

}  // namespace

TEST_CASE("The same provider id gets the same answer and no second turn") {
  House house;
  base::HttpResponse const first = house.send(house.text_call("a", worker, "talab payena"));
  base::HttpResponse const again = house.send(house.text_call("a", worker, "talab payena"));
  CHECK(first.body == again.body);
  CHECK_FALSE(replies_of(first).empty());
  REQUIRE(house.open_cases().size() == 1);
  CHECK(inbound(view(house, house.open_cases()[0].ref)) == 1);
}

TEST_CASE("Silence is heard a quarter of an hour after the last question, not after the first") {
  House house;
  auto const turns = [&](int count) {
    base::HttpCall call;
    call.method = "GET";
    call.url = "http://127.0.0.1:" + std::to_string(house.gateway().metrics_port()) + "/metrics";
    return house.send(std::move(call))
        .body.contains("saathi_turns_total{medium=\"sms\"} " + std::to_string(count) + "\n");
  };
  using std::chrono::minutes;
  REQUIRE_FALSE(house.text(worker, "namaste").empty());
  house.wait(minutes(10));
  REQUIRE_FALSE(house.text(worker, "1").empty());
  house.wait(minutes(6));  // the first question's time, which she has moved by writing
  CHECK(turns(2));
  house.wait(minutes(8));
  CHECK(turns(2));
  house.wait(minutes(2));
  CHECK(turns(3));
}

TEST_CASE("The same words sent twice by the person are two turns") {
  House house;
  house.text(worker, "talab payena");
  house.text(worker, "talab payena");
  REQUIRE(house.open_cases().size() == 1);
  CHECK(inbound(view(house, house.open_cases()[0].ref)) == 2);
}

TEST_CASE("Two first texts of a person at the same instant make one contact and one case") {
  House house;
  std::vector<base::HttpResponse> answers;
  constexpr std::size_t people = 40;
  for (std::size_t i = 0; i < people; ++i) {
    std::string const from = "+974555" + std::to_string(20000 + i);
    house.begin(house.text_call("first-" + std::to_string(i), from, "talab payena"), answers);
    house.begin(house.text_call("second-" + std::to_string(i), from, "passport pani khosyo"), answers);
  }
  house.loop.until([&] { return answers.size() == 2 * people; });
  CHECK(std::ranges::all_of(answers, [](base::HttpResponse const& answer) { return answer.status == 200; }));
  std::vector<store::Case> const cases = house.open_cases();
  CHECK(cases.size() == people);
  CHECK(inbound(view(house, cases.front().ref)) == 2);
}

TEST_CASE("A short code or a word is kept, and nothing is ever sent to it") {
  House house;
  for (char const* sender : {"68849", "Ncell", "NTALERT", "20GENESIS"}) {
    CAPTURE(sender);
    CHECK(house.text(sender, "Dear customer, malai kutyo").empty());
  }
  CHECK_FALSE(house.open_cases().empty());
}

TEST_CASE("While a person holds the case the machine is silent, but danger is still heard") {
  House house;
  house.text(worker, "talab payena");
  std::string const ref = house.open_cases().at(0).ref;
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor{"asha"}, ref, std::nullopt, desk::claim())));
  CHECK(house.text(worker, "company ko naam Al Kabir").empty());
  house.text(worker, "9");
  std::vector<store::Case> const cases = house.open_cases();
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].severity == store::Severity::critical);
  CHECK(cases[0].queue == "crisis");
  CHECK(cases[0].holder == "asha");
}

TEST_CASE("Only the holder answers, and never into a phone that she said is not safe") {
  House house;
  house.text(worker, "talab payena");
  std::string const ref = house.open_cases().at(0).ref;
  desk::CaseDesk& cases = house.gateway().cases();
  CHECK_FALSE(house.run(cases.answer(desk::Actor{"asha"}, ref, std::nullopt, desk::Answer{.text = "Namaste"})));
  REQUIRE(house.run(cases.act(desk::Actor{"asha"}, ref, std::nullopt, desk::claim())));
  CHECK_FALSE(house.run(cases.answer(desk::Actor{"binod"}, ref, std::nullopt, desk::Answer{.text = "Namaste"})));
  CHECK_FALSE(house.run(cases.act(desk::Actor{"binod"}, ref, std::nullopt, desk::claim())));
  REQUIRE(house.run(cases.answer(desk::Actor{"asha"}, ref, std::nullopt, desk::Answer{.text = "Namaste"})));

  std::string const other = "+97455512102";
  house.text(other, "talab payena");
  house.text(other, "2");
  std::vector<store::Case> const open = house.open_cases();
  auto const hers = std::ranges::find_if(open, [&](store::Case const& each) { return each.ref != ref; });
  REQUIRE(hers != open.end());
  REQUIRE(house.run(cases.act(desk::Actor{"asha"}, hers->ref, std::nullopt, desk::claim())));
  base::Result<store::MessageId> const refused =
      house.run(cases.answer(desk::Actor{"asha"}, hers->ref, std::nullopt, desk::Answer{.text = "Namaste"}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "She said that somebody may read her phone. Wait until she writes.");
}

TEST_CASE("An operator's answer reaches the built-in telephone that waits for it") {
  House house;
  house.text(worker, "talab payena");
  std::string const ref = house.open_cases().at(0).ref;
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor{"asha"}, ref, std::nullopt, desk::claim())));

  std::vector<base::HttpResponse> answers;
  base::HttpCall poll;
  poll.method = "GET";
  poll.url = house.url() + "/hooks/lo/messages?to=%2B97455512101";
  base::HttpResponse const so_far = house.send(poll);
  boost::json::value const before = boost::json::parse(so_far.body);
  std::string const last(before.at("messages").as_array().back().at("id").as_string());
  poll.url += "&after=" + last;
  house.begin(poll, answers);
  house.loop.settle();
  REQUIRE(house.run(
      house.gateway().cases().answer(desk::Actor{"asha"}, ref, std::nullopt, desk::Answer{.text = "हामी छौं"})));
  house.wait(desk::undo_default);
  house.loop.until([&] { return !answers.empty(); });
  boost::json::value const after = boost::json::parse(answers[0].body);
  REQUIRE(after.at("messages").as_array().size() == 1);
  CHECK(after.at("messages").at(0).at("text").as_string() == "हामी छौं");
}

TEST_CASE("A conversation goes on where it stood after the program was started again") {
  House house;
  std::vector<std::string> const asked = house.text(worker, "maalik le passport khosyo");
  REQUIRE_FALSE(asked.empty());
  house.restart();
  std::vector<std::string> const next = house.text(worker, "1");
  CHECK_FALSE(next.empty());
  CHECK(next != asked);
  CHECK(house.open_cases().size() == 1);
}
