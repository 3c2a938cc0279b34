// Clock steps back, and forward: as an administrator, a time server after an outage, or a machine that slept sets it.
// Ids and order stand, nothing is lost, nothing leaves twice, and nothing waits longer than the step.
#include "gateway/line/outbox.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>

namespace {

using namespace support;
using namespace std::chrono_literals;

constexpr char const* channel_with_api = R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
api = "{sink}/sms"
)";

std::string const worker = "+97455512101";

void pass_until(House& house, std::function<bool()> const& is_so) {
  house.loop.until([&] {
    if (is_so()) return true;
    house.wait(500ms);
    return is_so();
  });
}

// What was said in her case, oldest first.
std::vector<desk::ThreadLine> thread_of(House& house) {
  base::Result<desk::CaseView> shown =
      house.run(house.gateway().cases().show(desk::Actor{"asha"}, house.open_cases().at(0).ref));
  REQUIRE(shown);
  return std::move(shown->thread);
}

bool are_all_sent(House& house) {
  return std::ranges::all_of(thread_of(house), [](desk::ThreadLine const& line) {
    return !line.delivery || *line.delivery == store::OutboundState::sent;
  });
}

// A text whose reply the provider did not take at first; how often it was tried. The next try succeeds.
std::size_t wait_for_a_second_try(House& house) {
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  REQUIRE(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] {
    return !house.sink.requests.empty() && *thread_of(house).back().delivery == store::OutboundState::queued;
  });
  house.sink.answer = {};
  return house.sink.requests.size();
}

}  // namespace

TEST_CASE("Clock steps back or forward: ids still rise, her texts keep their order, each is answered once") {
  auto const step = GENERATE(base::Milliseconds(-1h), base::Milliseconds(24h));
  House house({.channels = channel_with_api});
  REQUIRE(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return house.sink.requests.size() == 1; });
  house.clock.step(step);
  REQUIRE(house.send(house.text_call("b", worker, "1")).status == 200);
  REQUIRE(house.send(house.text_call("b", worker, "1")).status == 200);  // a provider's retry
  pass_until(house, [&] { return house.sink.requests.size() == 2; });
  pass_until(house, [&] { return are_all_sent(house); });
  house.wait(5min);
  CHECK(house.sink.requests.size() == 2);
  std::vector<desk::ThreadLine> const thread = thread_of(house);
  REQUIRE(thread.size() == 4);
  CHECK(std::ranges::is_sorted(thread, {}, [](desk::ThreadLine const& line) { return line.message.id; }));
  std::vector<std::string> said;
  for (desk::ThreadLine const& line : thread) {
    if (line.message.direction == store::Direction::in) said.push_back(line.message.text.reveal(base::Reason::to_test));
  }
  CHECK(said == std::vector<std::string>{"talab payena", "1"});
}

TEST_CASE(
    "A reply that waits to be tried again waits no longer than the clock was set back, and no time when forward") {
  auto const step = GENERATE(base::Milliseconds(-1h), base::Milliseconds(1h));
  House house({.channels = channel_with_api});
  std::size_t const tries = wait_for_a_second_try(house);
  house.clock.step(step);
  // Half a minute is the outbox's own look at the clock.
  house.wait(std::max(-step, base::Milliseconds(0)) + 31s);
  pass_until(house, [&] { return are_all_sent(house); });
  CHECK(house.sink.requests.size() == tries + 1);
}

TEST_CASE("A reply that waits to be tried again is told as expired when the clock goes forward beyond its life") {
  House house({.channels = channel_with_api});
  std::size_t const tries = wait_for_a_second_try(house);
  house.clock.step(24h * 7);
  pass_until(house, [&] { return *thread_of(house).back().delivery == store::OutboundState::expired; });
  CHECK(house.sink.requests.size() == tries);
}

TEST_CASE(
    "A send under way while the clock is set, or the process stopped, for longer than its lease is no second send") {
  House house({.channels = channel_with_api});
  auto const forward = GENERATE(base::Milliseconds(24h), base::Milliseconds(0));
  house.sink.answer = [&](base::HttpRequest const&) {
    house.clock.step(forward);
    if (house.sink.requests.size() == 1) house.clock.advance(10min);
    return base::json(200, R"({"id":"p"})");
  };
  REQUIRE(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return are_all_sent(house); });
  house.wait(10min);
  CHECK(house.sink.requests.size() == 1);
}

TEST_CASE("A timer fires once, whether the clock is set back or forward") {
  auto const step = GENERATE(base::Milliseconds(-1h), base::Milliseconds(24h));
  House house;
  REQUIRE_FALSE(house.text(worker, "talab payena").empty());
  house.wait(1min);
  house.clock.step(step);
  house.wait(3h);
  auto const fired = [&] {
    base::HttpCall call;
    call.method = "GET";
    call.url = "http://127.0.0.1:" + std::to_string(house.gateway().metrics_port()) + "/metrics";
    return house.send(std::move(call)).body.contains("saathi_timers_fired_total{kind=\"silence\"} 1\n");
  };
  CHECK(fired());
  // Her conversation stands: the next answer goes on where it was.
  CHECK_FALSE(house.text(worker, "1").empty());
  CHECK(house.open_cases().size() == 1);
}
