#include "gateway/line/night_watch.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace {

using namespace std::chrono_literals;

// 2026-11-27 is a Friday; Kathmandu is 5:45 ahead.
constexpr std::chrono::sys_days friday{std::chrono::year{2026} / 11 / 27};
base::Instant nepal(std::chrono::sys_days day, std::chrono::minutes of_day) { return day + of_day - 5h - 45min; }

TEST_CASE("the roster is looked at in the evening, every evening") {
  base::Zone const zone = base::find_zone("Asia/Kathmandu").value();
  CHECK(line::next_watch(zone, nepal(friday, 9h)) == nepal(friday, 18h));
  CHECK(line::next_watch(zone, nepal(friday, 18h)) == nepal(friday + std::chrono::days{1}, 18h));
}

TEST_CASE("the holes of a night are said in the network's own time, and no holes are no words") {
  base::Zone const zone = base::find_zone("Asia/Kathmandu").value();
  CHECK(line::holes_in_words({}, zone).empty());
  std::vector<desk::Hole> const holes{{"crisis", {nepal(friday, 22h), nepal(friday, 30h)}},
                                      {"intake", {nepal(friday, 20h), nepal(friday, 22h)}}};
  CHECK(line::holes_in_words(holes, zone) == "Nobody is on duty tonight: crisis 22:00-06:00, intake 20:00-22:00.");
}

TEST_CASE("a night without anybody on duty is heard of while there is light, once") {
  support::House house({.channels = R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
api = "{sink}/sms"
[notices]
sms_channel = "lo"
)"});
  house.clock.advance_to(nepal(friday, 17h));
  house.wait(0s);  // evenings that passed meanwhile
  store::AccountId asha;
  auto const people = [&](store::Transaction& tx) -> base::Result<bool> {
    store::Account mina;
    mina.name = "mina";
    mina.roles = {store::Role::manager};
    mina.state = store::AccountState::active;
    mina.phone = base::PrivateText("+9779841230104");
    (void)store::make_account(tx, mina).value();
    store::Account operator_;
    operator_.name = "asha";
    operator_.roles = {store::Role::operator_};
    operator_.queues = {"crisis"};
    operator_.state = store::AccountState::active;
    asha = store::make_account(tx, operator_).value().id;
    return true;
  };
  REQUIRE(house.gateway().store().write_now(people));
  house.wait(59min);
  CHECK(house.sink.requests.empty());
  house.wait(2min);
  house.restart();
  house.wait(1h);
  house.loop.until([&] { return !house.sink.requests.empty(); });
  REQUIRE(house.sink.requests.size() == 1);
  std::string const words(boost::json::parse(house.sink.requests.front().body).as_object().at("text").as_string());
  CHECK(words.starts_with("Nobody is on duty tonight: "));
  CHECK(words.contains("crisis 20:00-06:00"));

  // With somebody there for every queue that is open at night, the next evening is quiet about it.
  auto const filled = [&](store::Transaction& tx) -> base::Result<bool> {
    for (auto const& [code, queue] : support::shipped_content()->directory.queues)
      (void)store::add_shift(tx, {.account = asha, .post = code, .days = 0b111'1111, .from = 0h, .until = 24h});
    return true;
  };
  REQUIRE(house.gateway().store().write_now(filled));
  for (int hour = 0; hour < 26; ++hour) house.wait(1h);
  CHECK(house.sink.requests.size() == 1);
}

}  // namespace
