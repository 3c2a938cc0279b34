// What becomes of an attempt whose answer was lost: the provider is asked, it goes once more, or a person sees it. The
// provider is a sink whose answers the test decides; time is the test's.
#include "gateway/line/delivery.hpp"

#include "gateway/store/message.hpp"
#include "tests/gateway/line/outbox_house.hpp"

#include <algorithm>

namespace {

using namespace line_tests;

store::Outbound row_of(House& house, store::MessageId reply) {
  auto const find = [&](store::Snapshot& snapshot) -> base::Result<store::Outbound> {
    return *store::find_outbound(snapshot, reply);
  };
  auto finding = [&]() -> base::Task<store::Outbound> {
    base::Result<store::Outbound> const row = co_await house.gateway().store().read(find);
    co_return *row;
  };
  return house.run(finding());
}

// A signed text (made by another implementation) whose reply the provider fails to take at first.
store::MessageId reply_that_waits(House& house) {
  house.sink.answer = [](base::HttpRequest const&) {
    base::HttpResponse later = base::json(429, R"({"code":20429})");
    later.headers.push_back({"Retry-After", "3600"});
    return later;
  };
  base::HttpCall call;
  call.url = house.url() + "/hooks/tw/message";
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                  {"X-Twilio-Signature", "64X6+MYZILVY51ks9yU2ZzUN430="}};
  call.body =
      "MessageSid=SM000000000000000000000000000000aa&AccountSid=AC00000000000000000000000000000001&From=%2B97455512010&"
      "To=%2B15005550006&Body=passport+khosyo&NumMedia=0";
  REQUIRE(house.send(std::move(call)).status == 200);
  pass_until(house, [&] { return house.sink.requests.size() == 1; });
  house.wait(std::chrono::milliseconds(1));
  base::Result<desk::CaseView> const shown =
      house.run(house.gateway().cases().show(desk::Actor{"asha"}, house.open_cases().at(0).ref));
  REQUIRE(shown);
  store::MessageId const reply = shown->thread.back().message.id;
  // The attempt is over when its outcome is recorded, not when the sink has seen it.
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::queued; });
  return reply;
}

// As a kill, or a connection that broke after the whole request, leaves it.
void lose_the_answer(House& house, store::MessageId reply) {
  auto const lose = [&](store::Transaction& tx) -> base::Result<bool> {
    return store::mark_unknown(tx, reply, tx.now(), "lost");
  };
  auto losing = [&]() -> base::Task<bool> {
    base::Result<bool> const lost = co_await house.gateway().store().write(lose);
    co_return lost.value_or(false);
  };
  REQUIRE(house.run(losing()));
}

std::size_t posts(House const& house) {
  return static_cast<std::size_t>(std::ranges::count(house.sink.requests, "POST", &base::HttpRequest::method));
}

}  // namespace

TEST_CASE("After a lost answer the provider is asked, and what it lists is not sent again") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  std::string const text = [&] {
    auto const find = [&](store::Snapshot& snapshot) -> base::Result<std::string> {
      return store::find_message(snapshot, reply)->text.reveal(base::Reason::to_test);
    };
    auto finding = [&]() -> base::Task<std::string> {
      base::Result<std::string> const found = co_await house.gateway().store().read(find);
      co_return *found;
    };
    return house.run(finding());
  }();
  house.sink.answer = [&](base::HttpRequest const&) {
    return base::json(200,
                      R"({"messages":[{"sid":"SM7","status":"sent","direction":"outbound-api","to":"+97455512010",)"
                      R"("from":"+15005550006","date_created":"Mon, 23 Nov 2026 10:00:00 +0000","body":")" +
                          text + R"("}]})");
  };
  lose_the_answer(house, reply);
  pass_until(house, [&] { return house.sink.requests.size() == 2; });
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::sent; });
  CHECK(house.sink.requests[1].method == "GET");
  CHECK(posts(house) == 1);
  CHECK(row_of(house, reply).provider_id == "SM7");
  CHECK_FALSE(row_of(house, reply).repeated);
}

TEST_CASE("After a lost answer that the provider knows nothing of, the text goes once more and is marked") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  house.sink.answer = [](base::HttpRequest const& request) {
    return request.method == "GET" ? base::json(200, R"({"messages":[]})")
                                   : base::json(201, R"({"sid":"SM8","status":"queued"})");
  };
  lose_the_answer(house, reply);
  pass_until(house, [&] { return posts(house) == 2; });
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::sent; });
  CHECK(posts(house) == 2);
  CHECK(row_of(house, reply).repeated);
}

TEST_CASE("A provider that cannot tell what became of a text is asked again, and nothing is sent meanwhile") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  lose_the_answer(house, reply);
  pass_until(house, [&] { return house.sink.requests.size() >= 4; });
  CHECK(posts(house) == 1);
  CHECK_FALSE(row_of(house, reply).repeated);
}

TEST_CASE("A text that may have reached her is asked for until it is worth nothing, and then holds up no later one") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  lose_the_answer(house, reply);
  pass_until(house, [&] { return house.sink.requests.size() >= 3; });
  house.wait(std::chrono::hours(25));
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::expired; });
  CHECK(row_of(house, reply).why.ends_with("An earlier attempt may have reached her."));
  CHECK(posts(house) == 1);
}

TEST_CASE("When the network says that she wants no texts, it is kept as her own STOP would be") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  house.sink.answer = [](base::HttpRequest const&) { return base::json(400, R"({"code":21610,"status":400})"); };
  house.wait(std::chrono::hours(1));
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::failed; });
  std::string const ref = house.open_cases().at(0).ref;
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor{"asha"}, ref, std::nullopt, desk::claim())));
  base::Result<store::MessageId> const refused = house.run(
      house.gateway().cases().answer(desk::Actor{"asha"}, ref, std::nullopt, desk::Answer{.text = "Namaste"}));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "She asked for no more messages. Wait until she writes.");
}

TEST_CASE(
    "What may have reached her stays unknown while the provider puts us off, so it is asked for before every send") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  house.sink.answer = [](base::HttpRequest const& request) {
    return request.method == "GET" ? base::json(200, R"({"messages":[]})") : base::json(429, R"({"code":20429})");
  };
  lose_the_answer(house, reply);
  pass_until(house, [&] { return posts(house) >= 3; });
  // Between any two sends after the loss there is a question.
  std::string methods;
  for (base::HttpRequest const& request : house.sink.requests) methods += request.method.front();
  CHECK(methods.starts_with("PGPGP"));
  CHECK(row_of(house, reply).repeated);
}

TEST_CASE("What was held after an attempt that may have reached her says so when it ends") {
  House house({.channels = channel_with_api});
  house.sink.answer = [](base::HttpRequest const&) { return base::text(503, ""); };
  house.clock.advance(std::chrono::hours(9));  // 22:00 in Qatar
  CHECK(house.send(house.text_call("a", worker, "talab payena")).status == 200);
  house.wait(std::chrono::minutes(20));
  pass_until(house, [&] { return state_of(house, 0) == store::OutboundState::held; });
  base::Result<desk::CaseView> const shown =
      house.run(house.gateway().cases().show(desk::Actor{"asha"}, house.open_cases().at(0).ref));
  REQUIRE(shown);
  store::MessageId const reply = shown->thread.back().message.id;
  lose_the_answer(house, reply);
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::held; });
  CHECK(row_of(house, reply).repeated);
  CHECK(house.send(house.text_call("b", worker, "STOP")).status == 200);
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::withdrawn; });
  CHECK(row_of(house, reply).why.ends_with(line::perhaps_arrived));
}

TEST_CASE("A STOP that comes while the provider is asked is kept: nothing more leaves") {
  House house({.channels = twilio_channel});
  store::MessageId const reply = reply_that_waits(house);
  store::Outbound const row = row_of(house, reply);
  auto const stop = [&](store::Transaction& tx) -> base::Result<bool> {
    store::Message text;
    text.contact = row.contact;
    text.address = row.address;
    text.channel = row.channel;
    text.provider_id = "SM000000000000000000000000000000bb";
    text.text = store::Sealed<std::string>("STOP");
    store::Contact const her = store::find_contact(tx, row.contact).value();
    store::Rules rules = her.rules;
    rules.opted_out = true;
    return store::update_rules(tx, her.id, her.version, rules).has_value() && store::add_message(tx, text).has_value();
  };
  house.sink.answer = [&](base::HttpRequest const& request) {
    if (request.method == "GET") REQUIRE(house.gateway().store().write_now(stop).value_or(false));
    return base::json(200, R"({"messages":[]})");
  };
  lose_the_answer(house, reply);
  pass_until(house, [&] { return row_of(house, reply).state == store::OutboundState::withdrawn; });
  CHECK(posts(house) == 1);
}
