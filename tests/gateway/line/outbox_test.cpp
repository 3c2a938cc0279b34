// Texts on their way out: order, passing and lasting failures, lost answers, delivery reports in any order. The
// provider is a sink whose answers the test decides; time is the test's.
#include "gateway/line/outbox.hpp"

#include "tests/gateway/line/outbox_house.hpp"

namespace {

using namespace line_tests;

void answer(House& house, std::string const& text) {
  std::string const ref = house.open_cases().at(0).ref;
  desk::Actor const asha{"asha"};
  REQUIRE(house.run(house.gateway().cases().act(asha, ref, std::nullopt, desk::claim())));
  REQUIRE(house.run(house.gateway().cases().answer(asha, ref, std::nullopt, desk::Answer{.text = text})));
}

HouseSetup on_disk_that_fills(bool& is_full) {
  return {.before_commit = [&is_full]() -> std::optional<base::Error> {
            if (!is_full) return std::nullopt;
            return base::Error{base::Code::storage, "The disk is full.", {}};
          },
          .channels = channel_with_api};
}

// The provider accepts the reply to her text, and from that moment nothing can be recorded.
void fill_disk_when_accepted(House& house, bool& is_full) {
  house.sink.answer = [&is_full](base::HttpRequest const&) {
    is_full = true;
    return base::json(200, "{}");
  };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return house.sink.requests.size() == 1; });
}

}  // namespace

TEST_CASE("The wait before another try doubles, is drawn between half and whole, and has a limit") {
  base::SeededRandom random(7);
  for (int attempts = 1; attempts < 20; ++attempts) {
    base::Milliseconds const whole =
        std::min(base::Milliseconds(2000) * (1 << std::min(attempts - 1, 12)), base::Milliseconds(600'000));
    base::Milliseconds const delay = line::retry_delay(attempts, random);
    CAPTURE(attempts);
    CHECK(delay >= whole / 2);
    CHECK(delay <= whole);
  }
}

TEST_CASE("A provider that is down for a while gets the reply when it is back, once") {
  House house({.channels = channel_with_api});
  int calls = 0;
  house.sink.answer = [&](base::HttpRequest const&) {
    return ++calls < 4 ? base::text(503, "") : base::json(200, R"({"id":"p"})");
  };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return calls == 1; });
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::sent; });
  house.wait(std::chrono::minutes(10));
  CHECK(calls == 4);
}

TEST_CASE("A reply that the provider will never take is not tried again") {
  House house({.channels = channel_with_api});
  house.sink.answer = [](base::HttpRequest const&) { return base::text(400, ""); };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return !house.sink.requests.empty(); });
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::failed; });
  house.wait(std::chrono::hours(2));
  CHECK(house.sink.requests.size() == 1);
}

TEST_CASE("What is written to one person leaves in its order, each after the one before was taken") {
  House house({.channels = channel_with_api});
  std::vector<std::string> bodies;
  house.sink.answer = [&](base::HttpRequest const& request) {
    bodies.push_back(request.body);
    return bodies.size() == 1 ? base::text(503, "") : base::json(200, "{}");
  };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return bodies.size() == 1 && state_of(house, 0) == store::OutboundState::queued; });
  answer(house, "Namaste");
  house.wait(std::chrono::milliseconds(100));
  CHECK(bodies.size() == 1);  // the second waits behind the first
  pass_until(house, [&] { return bodies.size() >= 3; });
  CHECK(bodies[0] == bodies[1]);
  CHECK(bodies[2].contains("Namaste"));
}

TEST_CASE("A question that her next text has overtaken does not leave any more, the next one does") {
  House house({.channels = channel_with_api});
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::queued; });
  house.wait(std::chrono::milliseconds(500));
  CHECK(house.send(house.text_call("b", worker, "1")).status == 200);
  house.sink.answer = {};
  pass_until(house, [&] { return state_of(house, 1) == store::OutboundState::sent; });
  CHECK(state_of(house, 0) == store::OutboundState::withdrawn);
}

TEST_CASE("A question stays when she writes again and is not answered, so that she is never left without a word") {
  House house({.channels = channel_with_api});
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::queued; });
  house.wait(std::chrono::milliseconds(500));
  // From now on a person speaks with her, and the script is silent.
  REQUIRE(house.run(
      house.gateway().cases().act(desk::Actor{"asha"}, house.open_cases().at(0).ref, std::nullopt, desk::claim())));
  CHECK(house.send(house.text_call("b", worker, "hajur?")).status == 200);
  house.sink.answer = {};
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::sent; });
}

TEST_CASE("A person's answer is held while it is night where she is, and leaves in the morning") {
  House house({.channels = channel_with_api});
  house.clock.advance(std::chrono::hours(9));  // 19:00 UTC: 22:00 in Qatar
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::sent; });  // she is awake: she wrote
  house.wait(std::chrono::minutes(20));
  answer(house, "Namaste");
  pass_until(house, [&] { return state_of(house, 1) == store::OutboundState::held; });
  SECTION("in the morning") {
    house.wait(std::chrono::hours(8));  // 03:20 UTC
    CHECK(state_of(house, 1) == store::OutboundState::held);
    house.wait(std::chrono::minutes(50));
    pass_until(house, [&] { return state_of(house, 1) == store::OutboundState::sent; });
  }
  SECTION("or when she writes") {
    CHECK(house.send(house.text_call("b", worker, "hajur?")).status == 200);
    pass_until(house, [&] { return state_of(house, 1) == store::OutboundState::sent; });
  }
}

TEST_CASE("A text that was accepted while nothing could be recorded is not sent again, however long that lasts") {
  bool is_full = false;
  House house(on_disk_that_fills(is_full));
  fill_disk_when_accepted(house, is_full);
  for (int minute = 0; minute < 10; ++minute) house.wait(std::chrono::minutes(1));  // longer than any lease
  house.sink.answer = {};
  is_full = false;
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::sent; });
  CHECK(house.sink.requests.size() == 1);
}

TEST_CASE("The end of the program is not held up by an outcome that cannot be recorded") {
  bool is_full = false;
  House house(on_disk_that_fills(is_full));
  fill_disk_when_accepted(house, is_full);
  bool is_over = false;
  boost::asio::co_spawn(house.loop.context(), house.gateway().stop(), [&](std::exception_ptr const& failed) {
    CHECK_FALSE(failed);
    is_over = true;
  });
  house.loop.until([&] {
    house.clock.advance(std::chrono::milliseconds(500));
    return is_over;
  });
  house.sink.answer = {};
  is_full = false;
  house.restart();  // what became of it is not known, so it goes once more and says so
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::sent; });
  CHECK(house.sink.requests.size() == 2);
}

TEST_CASE("A delivery report is folded in whatever order it comes, also before the answer to the send") {
  House house({.channels = channel_with_api});
  std::string id;
  house.sink.answer = [&](base::HttpRequest const& request) {
    id = request.body.substr(request.body.find("\"id\":\"") + 6, 30);
    id = id.substr(0, id.find('"'));
    return base::json(200, "{}");
  };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return !id.empty(); });
  base::HttpCall report;
  report.url = house.url() + "/hooks/lo/status";
  report.headers = {{"Content-Type", "application/json"}};
  report.body = R"({"id":")" + id + R"(","state":"delivered"})";
  CHECK(house.send(report).status == 200);
  report.body = R"({"id":")" + id + R"(","state":"sent"})";
  CHECK(house.send(report).status == 200);
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::delivered; });
  report.body = R"({"id":"12345","state":"delivered"})";
  CHECK(house.send(report).status == 200);  // of a text that is not ours: taken, folded into nothing
}

TEST_CASE("What was written before her STOP never reaches her afterwards, and the answer to STOP does") {
  House house({.channels = channel_with_api});
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  pass_until(house, [&] { return house.sink.requests.size() == 1; });
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::queued; });
  house.wait(std::chrono::milliseconds(500));
  CHECK(house.send(house.text_call("b", worker, "STOP")).status == 200);
  house.sink.answer = {};
  house.wait(std::chrono::seconds(5));
  pass_until(house, [&] { return state_of(house, 1) == store::OutboundState::sent; });
  house.wait(std::chrono::minutes(5));
  REQUIRE(house.sink.requests.size() == 2);
  CHECK(house.sink.requests[1].body.contains("message"));  // the confirmation, not the question from before
  CHECK_FALSE(house.sink.requests[1].body == house.sink.requests[0].body);
  CHECK(state_of(house, 0) == store::OutboundState::withdrawn);
}
