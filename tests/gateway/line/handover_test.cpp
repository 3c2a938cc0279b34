// The conversation in a person's hands: whose her words are, what leaves and when, and who stops in silence.
#include "gateway/desk/case_states.hpp"
#include "gateway/desk/stranger.hpp"
#include "tests/gateway/line/outbox_house.hpp"

namespace {

using namespace line_tests;
using namespace std::chrono_literals;

desk::Actor const asha{"asha"};

struct HandoverHouse : House {
  HandoverHouse() : House({.channels = channel_with_api}) {
    CHECK(send(text_call("first", worker, "talab payena")).status == 200);
    REQUIRE(act(desk::claim()));
  }
  [[nodiscard]] store::Case record() { return open_cases().at(0); }
  base::Result<store::Case> act(desk::Act act) {
    return run(gateway().cases().act(asha, record().ref, std::nullopt, std::move(act)));
  }
  base::Result<store::MessageId> say(desk::Answer answer) {
    return run(gateway().cases().answer(asha, record().ref, std::nullopt, std::move(answer)));
  }
  // So many of our texts left since.
  std::size_t sent() { return sink.requests.size(); }
  void hears(std::string const& text) { CHECK(send(text_call(text, worker, text)).status == 200); }
};

}  // namespace

TEST_CASE("An answer lies for a few seconds, and can be taken back while it does") {
  HandoverHouse house;
  pass_until(house, [&] { return house.sent() == 1; });
  std::size_t const before = house.sent();
  store::MessageId const first = house.say({.text = "Namaste"}).value();
  house.wait(4s);
  CHECK(house.sent() == before);
  REQUIRE(house.act(desk::take_back(first)));
  house.wait(1min);
  CHECK(house.sent() == before);
  store::MessageId const second = house.say({.text = "Namaste"}).value();
  pass_until(house, [&] { return house.sent() == before + 1; });
  CHECK_FALSE(house.act(desk::take_back(second)));
}

TEST_CASE("A quarter of an hour's silence in a live exchange stops it until she writes, or somebody says why not") {
  HandoverHouse house;
  REQUIRE(house.say({.text = "Are you safe?"}));
  REQUIRE(house.record().live_until);
  house.wait(desk::live_for + 10s);
  CHECK(house.record().state == store::CaseState::waiting_caller);
  REQUIRE(house.record().silent_since);
  CHECK_FALSE(house.say({.text = "Hello?"}));
  CHECK(house.say({.text = "Hello?", .reason = "her employer is away until noon"}));
  house.hears("yes I am here");
  CHECK(house.record().state == store::CaseState::claimed);
  CHECK_FALSE(house.record().silent_since);
  CHECK(house.say({.text = "Good."}));
}

TEST_CASE("Her answer in time keeps the exchange going") {
  HandoverHouse house;
  REQUIRE(house.say({.text = "Are you safe?"}));
  house.wait(10min);
  house.hears("yes");
  house.wait(10min);
  CHECK(house.record().state == store::CaseState::claimed);
  CHECK_FALSE(house.record().silent_since);
}

TEST_CASE("An answer that was written before her newest text was read is not sent unread") {
  HandoverHouse house;
  store::MessageId const read =
      house.run(house.gateway().cases().show(asha, house.record().ref)).value().thread.at(0).message.id;
  house.hears("he is coming");
  base::Result<store::MessageId> const refused = house.say({.text = "Tell me more", .after = read});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "She wrote again meanwhile: read it first, then send.");
}

TEST_CASE("Nobody writes while it is not safe, whatever the reason") {
  HandoverHouse house;
  REQUIRE(house.act(desk::wait(store::CaseState::unsafe_hold, "her employer reads it")));
  CHECK_FALSE(house.say({.text = "Namaste", .reason = "it is urgent"}));
  house.hears("alone now");
  CHECK(house.say({.text = "Namaste"}));
}

TEST_CASE("A person answers within hours and in a live exchange, and the script at other times") {
  desk::Directory const& directory = support::shipped_content()->directory;
  // An office that closes: Nepal's working day is over at 20:00 in Kathmandu.
  std::string office;
  base::Instant const night{std::chrono::sys_days{std::chrono::November / 23 / 2026} + 20h};
  for (auto const& [code, queue] : directory.queues) {
    if (!desk::is_open(queue.hours, night)) office = code;
  }
  REQUIRE_FALSE(office.empty());
  base::Instant const soon = night + 5min;
  CHECK_FALSE(desk::person_answers({.held = false, .queue = "crisis"}, directory, night));
  CHECK(desk::person_answers({.held = true, .queue = "crisis"}, directory, night));
  CHECK_FALSE(desk::person_answers({.held = true, .queue = office}, directory, night));
  CHECK(desk::person_answers({.held = true, .queue = office, .live_until = soon}, directory, night));
  CHECK_FALSE(desk::person_answers({.held = true, .queue = office, .live_until = night}, directory, night));
  CHECK(desk::person_answers({.held = false, .frozen = true, .queue = office}, directory, night));
}

TEST_CASE("While a stranger may hold her phone, her rules grow no looser") {
  HandoverHouse house;
  house.hears("2");  // not safe
  REQUIRE(house.act(desk::freeze_rules("who_is_this")));
  house.hears("safe now, 1");
  house.hears("STOP");
  store::ContactId const her = house.record().contact;
  auto const rules = house.gateway().store().read_now(
      [&](store::Snapshot& s) -> base::Result<store::Rules> { return store::find_contact(s, her)->rules; });
  REQUIRE(rules);
  CHECK(rules->opted_out);
  CHECK(house.record().holder == "asha");
}
