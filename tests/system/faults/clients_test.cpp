// Peers that are many, slow, or too many: others are served meanwhile, and nobody is left without a word.
#include "tests/gateway/base/wire.hpp"
#include "tests/support/catch.hpp"
#include "tests/system/stored.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace {

using namespace support;
using base_test::Wire;

std::uint16_t door(Serving const& serving) { return static_cast<std::uint16_t>(serving.port()); }

// Raises the limit of this process as far as it goes; the program does the same for itself.
std::size_t open_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_max;
}

// Kilobytes that the program holds in memory.
long resident(Serving const& serving) {
  std::string const status = file_text("/proc/" + std::to_string(serving.pid()) + "/status");
  std::size_t const at = status.find_first_of("0123456789", status.find("VmRSS:"));
  long kilobytes = 0;
  std::from_chars(status.data() + at, status.data() + status.size(), kilobytes);
  return kilobytes;
}

std::string text_request(std::string const& id, std::string const& from) {
  std::string const body = R"({"id":")" + id + R"(","from":")" + from + R"(","to":"4040","text":"talab payena"})";
  return "POST /hooks/lo/message HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

// A text over a connection that is open already.
bool is_taken(Wire& wire, std::string const& id, std::string const& from) {
  wire.send(text_request(id, from));
  bool const is_answered = eventually([&] {
    wire.pump();
    return wire.messages() > 0 || wire.is_closed();
  });
  return is_answered && wire.received().starts_with("HTTP/1.1 200");
}

bool is_turned_away(Wire& wire) {
  wire.pump();
  return wire.is_closed() || wire.received().starts_with("HTTP/1.1 503");
}

}  // namespace

TEST_CASE("Ten thousand idle connections keep no text from being answered") {
  constexpr std::size_t wanted = 10'000;
  // What the test and the program need besides.
  constexpr std::size_t kept = 1'000;
  std::size_t const limit = open_files();
  std::size_t const count = std::min(wanted, limit > 2 * kept ? limit - kept : limit / 4);
  if (count < wanted) WARN("the limit of open files allows " << count << " connections only");
  ThreadedSink sink;
  Serving serving(local_channel(sink.port()));
  serving.start();
  REQUIRE(serving.text("before", person(1), "talab payena").status == 200);
  long const before = resident(serving);
  std::vector<Wire> idle;
  idle.reserve(count);
  while (idle.size() < count) idle.emplace_back(door(serving));
  std::string const shown = "saathi_http_connections " + std::to_string(count) + "\n";
  CHECK(eventually([&] { return serving.metrics().contains(shown); }));
  CHECK(serving.text("among", person(2), "talab payena").status == 200);
  CHECK(is_taken(idle.back(), "within", person(3)));
  WARN(count << " idle connections: " << (resident(serving) - before) * 1024 / static_cast<long>(count)
             << " bytes of memory each");
  for (Wire& wire : idle) wire.reset();
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  CHECK(look(serving, {"before", "among", "within"}).replies.size() == 3);
}

TEST_CASE("Connections over the limit of open files are turned away, and those within are served on") {
  ThreadedSink sink;
  Serving serving({.channels = local_channel(sink.port()), .store = {}, .within = {"prlimit", "--nofile=64:64"}});
  serving.start();
  std::vector<Wire> wires;
  while (wires.size() < 64) wires.emplace_back(door(serving));
  CHECK(eventually([&] { return is_turned_away(wires.back()); }));
  CHECK(wires.back().received().contains("Retry-After: "));
  // One that came in goes on: its text is stored, and the reply finds a descriptor.
  CHECK(is_taken(wires.front(), "within", person(1)));
  CHECK(eventually([&] { return sink.arrivals().size() == 1; }));
  wires.clear();
  CHECK(eventually([&] { return serving.text("after", person(2), "talab payena").status == 200; }));
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  CHECK(look(serving, {"within", "after"}).replies.size() == 2);
}

TEST_CASE("With no open file left, what is acknowledged is stored, and its reply leaves once there is one again") {
  ThreadedSink sink;
  Serving serving({.channels = local_channel(sink.port()), .store = {}, .within = {"prlimit", "--nofile=64:64"}});
  serving.start();
  std::vector<Wire> wires;
  while (wires.size() < 64) wires.emplace_back(door(serving));
  std::vector<Wire> others;
  while (others.size() < 64) others.emplace_back(static_cast<std::uint16_t>(serving.metrics_port()));
  CHECK(eventually([&] { return serving.output().contains("accept_failed"); }));
  CHECK(is_taken(wires.front(), "within", person(1)));
  others.clear();
  wires.clear();
  CHECK(eventually([&] { return serving.text("after", person(2), "talab payena").status == 200; }));
  REQUIRE(serving.has_sent_all());
  for (auto const& [id, count] : sink.arrivals()) CHECK(count == 1);
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, {"within", "after"});
  CHECK(stored.replies.size() == 2);
  CHECK(stored.repeated.empty());
}

TEST_CASE("Two hundred peers that send byte by byte keep nobody waiting, and are cut with 408") {
  ThreadedSink sink;
  Serving serving(local_channel(sink.port()));
  serving.start();
  constexpr int each = 100;
  std::vector<Wire> slow;
  for (int i = 0; i < each; ++i) {
    slow.emplace_back(door(serving));
    slow.back().send("POST /hooks/lo/message HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    slow.emplace_back(door(serving));
    slow.back().send("POST /hooks/lo/message HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n{\"id\":\"");
  }
  // A byte of each every tenth of a second or so, an ordinary text every second or so.
  std::vector<std::string> taken;
  int round = 0;
  bool const are_cut = eventually([&] {
    ++round;
    if (round % 200 == 1) {
      taken.push_back("t" + std::to_string(round));
      CHECK(serving.text(taken.back(), person(round), "talab payena").status == 200);
    }
    bool all = true;
    for (Wire& wire : slow) {
      wire.pump();
      bool const is_cut = wire.messages() > 0;
      if (!is_cut && round % 20 == 0) static_cast<void>(wire.send_some("a"));
      all = all && is_cut;
    }
    return all;
  });
  CHECK(are_cut);
  for (Wire const& wire : slow) CHECK(wire.received().starts_with("HTTP/1.1 408"));
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  CHECK(look(serving, taken).replies.size() == taken.size());
}

TEST_CASE(
    "Ten thousand texts in a minute from one SIM bank while a real person texts: she is answered, nothing is lost") {
  char const* const said = std::getenv("SAATHI_FLOOD");
  int const flood = said == nullptr ? 10'000 : std::atoi(said);
  constexpr int senders = 6;
  ThreadedSink sink;
  Serving serving(local_channel(sink.port()));
  serving.start();
  auto const until_taken = [&](std::string const& id, std::string const& from, std::string const& words) {
    return eventually([&] { return serving.text(id, from, words).status == 200; });
  };
  std::vector<std::string> ids;
  for (int i = 0; i < flood; ++i) ids.push_back("f" + std::to_string(i));
  // Nine in ten are known as spam, the tenth is answered.
  std::string const spam = "Congratulation!! You win iPhone click bit.ly/xxxx";
  std::atomic<int> next = 0;
  std::atomic<int> taken = 0;
  auto const send = [&] {
    for (int i = next++; i < flood; i = next++) {
      std::string const& id = ids[static_cast<std::size_t>(i)];
      if (until_taken(id, person(1000 + i), i % 10 == 0 ? "salary not paid" : spam)) ++taken;
    }
  };
  std::vector<std::jthread> bank;
  while (bank.size() < senders) bank.emplace_back(send);
  REQUIRE(eventually([&] { return taken > flood / 4; }));
  CHECK(until_taken("hers", person(1), "talab payena"));
  CHECK(until_taken("hers too", person(1), "1"));
  int const meanwhile = taken;
  bank.clear();
  CHECK(taken == flood);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const hers = look(serving, {"hers", "hers too"});
  CHECK(hers.replies.size() == 2);
  CHECK(hers.unfinished == 0);
  for (auto const& [id, row] : hers.replies) CHECK(sink.arrivals().contains(id));
  CHECK(look(serving, ids).inbound.size() == ids.size());
  WARN(flood << " texts of the bank; she was answered after " << meanwhile << " of them");
}
