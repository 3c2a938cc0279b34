// The process is stopped, continued, killed in the worst moment.
#include "tests/gateway/base/wire.hpp"
#include "tests/support/catch.hpp"
#include "tests/system/faults/stand_in.hpp"
#include "tests/system/faults/twilio.hpp"
#include "tests/system/stored.hpp"

#include <atomic>
#include <csignal>

namespace {

using namespace support;
using base_test::Wire;

void stop_in_place(Serving& serving) {
  serving.signal(SIGSTOP);
  std::string const stat = "/proc/" + std::to_string(serving.pid()) + "/stat";
  REQUIRE(eventually([&] { return file_text(stat).contains(") T "); }));
}

bool is_answered(Wire& wire) {
  return eventually([&] {
    wire.pump();
    return wire.messages() > 0 || wire.is_closed();
  });
}

std::string text_request(std::string const& id, std::string const& from) {
  std::string const body = R"({"id":")" + id + R"(","from":")" + from + R"(","to":"4040","text":"talab payena"})";
  return "POST /hooks/lo/message HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("Stopped for a while and continued, it answers what was under way and what came meanwhile") {
  std::atomic<bool> is_stopped = false;
  StandIn provider([&](Asked const&, int) {
    // The answer to the send comes while nobody can hear it.
    static_cast<void>(eventually([&] { return is_stopped.load(); }));
    return says(200, "{}");
  });
  Serving serving(local_channel(provider.port()));
  serving.start();
  REQUIRE(serving.text("before", person(1), "talab payena").status == 200);
  REQUIRE(eventually([&] { return provider.count("POST") == 1; }));
  std::string const request = text_request("half", person(2));
  Wire half(static_cast<std::uint16_t>(serving.port()));
  half.send(request.substr(0, request.size() / 2));
  stop_in_place(serving);
  is_stopped = true;
  half.send(request.substr(request.size() / 2));
  Wire meanwhile(static_cast<std::uint16_t>(serving.port()));
  meanwhile.send(text_request("meanwhile", person(3)));
  serving.signal(SIGCONT);
  REQUIRE(is_answered(half));
  CHECK(half.received().starts_with("HTTP/1.1 200"));
  REQUIRE(is_answered(meanwhile));
  CHECK(meanwhile.received().starts_with("HTTP/1.1 200"));
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, {"before", "half", "meanwhile"});
  CHECK(stored.replies.size() == 3);
  CHECK(stored.unfinished == 0);
  CHECK(stored.repeated.empty());
  CHECK(provider.count("POST") == 3);
}

TEST_CASE("A peer or a pipe that is gone does not end it") {
  Serving serving(local_channel(1));
  serving.start();
  serving.signal(SIGPIPE);
  serving.signal(SIGXFSZ);
  CHECK(serving.text("a", person(1), "talab payena").status == 200);
  CHECK(serving.stop() == 0);
}

TEST_CASE("Kill -9 between provider accept and our status write: the reply goes once more, and its row says so") {
  Serving* killed = nullptr;
  StandIn provider([&](Asked const&, int count) {
    if (count == 0) killed->signal(SIGKILL);
    return says(200, "{}");
  });
  Serving serving(local_channel(provider.port()));
  killed = &serving;
  serving.start();
  REQUIRE(eventually([&] { return serving.text("a", person(1), "talab payena").status != 0 || !serving.runs(); }));
  REQUIRE(eventually([&] { return !serving.runs(); }));
  serving.start();
  CHECK(serving.output().contains("sends_unknown"));
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, {"a"});
  CHECK(stored.reply_to("a").state == store::OutboundState::sent);
  CHECK(stored.reply_to("a").repeated);
  CHECK(provider.count("POST") == 2);
}

TEST_CASE("Kill -9 between provider accept and our status write: who can be asked is asked, and nothing goes twice") {
  Serving* killed = nullptr;
  TwilioBook book;
  StandIn provider([&](Asked const& asked, int count) {
    book.take(asked);
    if (count == 0) killed->signal(SIGKILL);
    return asked.method == "GET" ? says(200, book.list()) : says(201, R"({"sid":"SM1","status":"queued"})");
  });
  Serving serving(twilio_channel_to(provider.port()));
  killed = &serving;
  serving.start();
  REQUIRE(eventually([&] { return twilio_text(serving, "SMa", person(1), "talab payena") != 0 || !serving.runs(); }));
  REQUIRE(eventually([&] { return !serving.runs(); }));
  serving.start();
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, {"SMa"}, "tw");
  CHECK(stored.reply_to("SMa").state == store::OutboundState::sent);
  CHECK(stored.reply_to("SMa").provider_id == "SM1");
  CHECK_FALSE(stored.reply_to("SMa").repeated);
  CHECK(provider.count("POST") == 1);
}
