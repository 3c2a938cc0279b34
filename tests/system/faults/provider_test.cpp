// Providers that hang, lie, answer by half, or take a text and never say so. What may have reached her is asked for
// where the provider can be asked; elsewhere it goes once more and is marked; a second loss ends it, and a person sees
// it.
#include "tests/support/catch.hpp"
#include "tests/system/faults/stand_in.hpp"
#include "tests/system/faults/twilio.hpp"
#include "tests/system/stored.hpp"

#include <atomic>

namespace {

using namespace support;
using store::OutboundState;

constexpr char const* path_secret = "0123456789abcdef0123456789abcdef";

std::string kannel_channel(int api_port) {
  return std::string(
             "[[channel]]\nid = \"ka\"\nprovider = \"kannel\"\naddress = \"4040\"\ncountry = \"NP\"\n"
             "username = \"gw\"\npassword = \"gwpw\"\npath_secret = \"") +
         path_secret + "\"\napi = \"http://127.0.0.1:" + std::to_string(api_port) + "\"\n";
}

// One text to a provider that behaves so; what became of its reply.
store::Outbound reply_through(StandIn const& provider) {
  Serving serving(local_channel(provider.port()));
  serving.start();
  REQUIRE(serving.text("a", person(1), "talab payena").status == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  return look(serving, {"a"}).reply_to("a");
}

}  // namespace

TEST_CASE("A provider that hangs holds up no other channel, and what it may have goes once more and is marked") {
  constexpr int texts = 20;
  // Of one channel under way at once.
  constexpr int places = 16;
  StandIn slow([](Asked const&, int count) { return count < places ? says_nothing_for_ever() : says(200, "{}"); });
  ThreadedSink sink;
  Serving serving(local_channel(slow.port(), "slow") + local_channel(sink.port()));
  serving.start();
  std::vector<std::string> ids;
  for (int i = 0; i < texts; ++i) {
    ids.push_back("t" + std::to_string(i));
    REQUIRE(serving.text(ids.back(), person(i), "talab payena", "slow").status == 200);
  }
  REQUIRE(eventually([&] { return slow.count("POST") == places; }));
  for (int i = 0; i < texts; ++i)
    REQUIRE(serving.text("o" + std::to_string(i), person(texts + i), "talab payena").status == 200);
  CHECK(eventually([&] { return sink.arrivals().size() == texts; }));
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, ids, "slow");
  CHECK(stored.unfinished == 0);
  CHECK(stored.repeated.size() == places);
  CHECK(slow.count("POST") == texts + places);
  for (auto const& [id, row] : stored.replies) CHECK(row.state == OutboundState::sent);
}

TEST_CASE("A provider that takes a text and then says nothing is asked, and the text does not go twice") {
  TwilioBook book;
  StandIn provider([&](Asked const& asked, int) {
    book.take(asked);
    return asked.method == "GET" ? says(200, book.list()) : says_nothing_for_ever();
  });
  Serving serving(twilio_channel_to(provider.port()));
  serving.start();
  REQUIRE(twilio_text(serving, "SMa", person(1), "talab payena") == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, {"SMa"}, "tw");
  CHECK(stored.reply_to("SMa").state == OutboundState::sent);
  CHECK(stored.reply_to("SMa").provider_id == "SM1");
  CHECK_FALSE(stored.reply_to("SMa").repeated);
  CHECK(provider.count("POST") == 1);
}

TEST_CASE("Half an answer, or none, is a lost one: the text goes once more and is marked") {
  bool const is_half = GENERATE(true, false);
  StandIn const provider([&](Asked const&, int count) {
    if (count > 0) return says(200, "{}");
    return is_half ? says_half(R"({"id":"p)") : closes_without_a_word();
  });
  store::Outbound const reply = reply_through(provider);
  CHECK(reply.state == OutboundState::sent);
  CHECK(reply.repeated);
  CHECK(provider.count("POST") == 2);
}

TEST_CASE("A second lost answer ends a text as failed, so that a person sees it") {
  StandIn const provider([](Asked const&, int) { return says_half(R"({"id":"p)"); });
  store::Outbound const reply = reply_through(provider);
  CHECK(reply.state == OutboundState::failed);
  CHECK(reply.repeated);
  CHECK_FALSE(reply.why.empty());
  CHECK(provider.count("POST") == 2);
}

TEST_CASE("Provider says 200 but body says error: Kannel's is sent once more, marked, and then failed") {
  StandIn provider([](Asked const&, int) { return says(202, "Sorry, try again never", "text/plain"); });
  Serving serving(kannel_channel(provider.port()));
  serving.start();
  std::string const hook = std::string("/hooks/ka/") + path_secret +
                           "/message?id=k1&from=%2B97455512101&to=4040&coding=0&charset=UTF-8&text=talab+payena";
  REQUIRE(http(serving.port(), "GET", hook).status == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  store::Outbound const reply = look(serving, {"k1"}, "ka").reply_to("k1");
  CHECK(reply.state == OutboundState::failed);
  CHECK(reply.repeated);
  CHECK(provider.count("GET") == 2);
}

TEST_CASE("Provider says 200 but body says error: Twilio's code is believed before its status") {
  StandIn provider([](Asked const&, int) { return says(201, R"({"sid":"SM1","error_code":21211})"); });
  Serving serving(twilio_channel_to(provider.port()));
  serving.start();
  REQUIRE(twilio_text(serving, "SMa", person(1), "talab payena") == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  CHECK(look(serving, {"SMa"}, "tw").reply_to("SMa").state == OutboundState::failed);
  CHECK(provider.count("POST") == 1);
}

TEST_CASE("An acceptance without an id is asked for, and goes again only when the provider knows nothing of it") {
  StandIn provider([](Asked const& asked, int count) {
    if (asked.method == "GET") return says(200, R"({"messages":[]})");
    return count == 0 ? says(201, "{}") : says(201, R"({"sid":"SM2","status":"queued"})");
  });
  Serving serving(twilio_channel_to(provider.port()));
  serving.start();
  REQUIRE(twilio_text(serving, "SMa", person(1), "talab payena") == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  store::Outbound const reply = look(serving, {"SMa"}, "tw").reply_to("SMa");
  CHECK(reply.state == OutboundState::sent);
  CHECK(reply.provider_id == "SM2");
  CHECK(reply.repeated);
  CHECK(provider.count("POST") == 2);
}

TEST_CASE("Delivery report before submit answer: the report stands, and the answer undoes nothing") {
  std::atomic<int> reported = 0;
  int port = 0;
  StandIn provider([&](Asked const& asked, int) {
    std::string const id = asked.body.substr(asked.body.find("\"id\":\"") + 6);
    std::string const report = R"({"id":")" + id.substr(0, id.find('"')) + R"(","state":"delivered"})";
    reported = http(port, "POST", "/hooks/lo/status", report).status;
    return says(200, R"({"id":"p1"})");
  });
  Serving serving(local_channel(provider.port()));
  port = serving.port();
  serving.start();
  REQUIRE(serving.text("a", person(1), "talab payena").status == 200);
  REQUIRE(eventually([&] { return reported != 0; }));
  CHECK(reported == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  store::Outbound const reply = look(serving, {"a"}).reply_to("a");
  CHECK(reply.state == OutboundState::delivered);
  CHECK_FALSE(reply.repeated);
  CHECK(provider.count("POST") == 1);
}
