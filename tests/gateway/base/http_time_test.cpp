#include "tests/gateway/base/http_house.hpp"

using namespace base_test;
using base::HttpRefusal;

namespace {

bool starts(std::string const& text, std::string_view with) { return text.starts_with(with); }

}  // namespace

TEST_CASE("a connection that says nothing is closed without a word after the idle time") {
  House house;
  Wire wire = house.connect();
  house.settle_after(1);
  house.clock.advance(59s);
  house.settle_after(1);
  house.clock.advance(2s);
  house.await_close(wire);
  CHECK(wire.received().empty());
  CHECK(house.refused.empty());
}

TEST_CASE("a slow header, a slow body and a slow whole are told so and closed") {
  struct Case {
    char const* about;
    std::vector<std::pair<std::string, std::chrono::seconds>> steps;  // bytes, then time
    HttpRefusal why;
  };
  std::string const header = "POST /s HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n";
  auto const [about, steps, why] = GENERATE_COPY(values<Case>({
      {"header", {{"POST /s HT", 11s}}, HttpRefusal::header_too_slow},
      {"header that drips", {{"POST", 4s}, {" /", 4s}, {"s", 3s}}, HttpRefusal::header_too_slow},
      {"body", {{header, 15s}, {"abc", 6s}}, HttpRefusal::body_too_slow},
      {"body after a header that took its time",
       {{header.substr(0, 20), 9s}, {header.substr(20), 19s}, {"a", 3s}},
       HttpRefusal::body_too_slow},
  }));
  INFO(about);
  House house;
  Wire wire = house.connect();
  for (auto const& [bytes, time] : steps) {
    CHECK(house.refused.empty());
    wire.send(bytes);
    house.settle_after(1);
    house.clock.advance(time);
  }
  house.await(wire, 1);
  CHECK(starts(wire.message(0), "HTTP/1.1 408 Request Timeout"));
  CHECK(house.refused == std::vector{why});
  wire.end_sending();
  house.await_close(wire);
}

TEST_CASE("when the clock is set, forward or back, a request under way keeps its time and a slow one is still cut") {
  auto const step = GENERATE(std::chrono::hours(24), std::chrono::hours(-1));
  House house;
  Wire good = house.connect();
  Wire slow = house.connect();
  good.send("POST /s HTTP/1.1\r\nHost: a\r\nContent-Le");
  slow.send("POST /s HTTP/1.1\r\nHost: a\r\nContent-Le");
  house.settle_after(2);
  house.clock.step(step);
  house.clock.advance(2s);
  house.settle_after(2);
  house.ask(good, "ngth: 0\r\n\r\n", 1);
  CHECK(starts(good.message(0), "HTTP/1.1 200"));
  CHECK(house.refused.empty());
  house.clock.advance(11s);
  house.await(slow, 1);
  CHECK(starts(slow.message(0), "HTTP/1.1 408"));
}

TEST_CASE("after the process was stopped for an hour a request under way is answered") {
  House house;
  Wire wire = house.connect();
  wire.send("POST /s HTTP/1.1\r\nHost: a\r\nContent-Le");
  house.settle_after(1);
  house.clock.step(1h);  // what a stop looks like from inside: the clock is further than it should be
  house.clock.advance(1s);
  house.settle_after(1);
  house.ask(wire, "ngth: 0\r\n\r\n", 1);
  CHECK(starts(wire.message(0), "HTTP/1.1 200"));
}

TEST_CASE("one deadline stands round the whole request, however each part keeps its own") {
  base::HttpServerOptions options;
  options.limits.request_time = 12s;
  House house(std::move(options));
  Wire wire = house.connect();
  wire.send("POST /s HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n");
  house.settle_after(1);
  house.clock.advance(9s);
  wire.send("\r\nabc");
  house.settle_after(1);
  house.clock.advance(4s);
  house.await(wire, 1);
  CHECK(starts(wire.message(0), "HTTP/1.1 408"));
  CHECK(house.refused == std::vector{HttpRefusal::request_too_slow});
}

TEST_CASE("a handler beyond the deadline is cancelled and answered 503, so that the provider tries again") {
  House house;
  Wire wire = house.connect();
  wire.send(post("/slow", ""));
  house.loop.until([&] { return !house.seen.empty(); });
  house.clock.advance(31s);
  house.await(wire, 1);
  CHECK(starts(wire.message(0), "HTTP/1.1 503 Service Unavailable"));
  CHECK(house.refused == std::vector{HttpRefusal::request_too_slow});
  CHECK(house.lines.empty());
  house.await_close(wire);
}

TEST_CASE("a reader that does not read is let go after the write time") {
  House house;
  Wire wire = house.connect();
  wire.send(post("/large", ""));
  house.settle_after(1);
  house.clock.advance(21s);
  house.settle_after(0);
  CHECK(house.refused == std::vector{HttpRefusal::write_too_slow});
}

TEST_CASE("a connection beyond the number for one address is answered 503 and closed, except where nobody counts") {
  bool const is_counted = GENERATE(true, false);
  base::HttpServerOptions options;
  options.limits.connections_per_address_max = 2;
  if (is_counted) options.uncounted.clear();
  House house(std::move(options));
  Wire first = house.connect();
  Wire second = house.connect();
  house.settle_after(2);
  Wire third = house.connect();
  if (!is_counted) {
    house.ask(third, post("/a", ""), 1);
    CHECK(starts(third.message(0), "HTTP/1.1 200"));
    return;
  }
  house.await_close(third);
  CHECK(starts(third.message(0), "HTTP/1.1 503"));
  CHECK(third.received().find("Retry-After: 5\r\n") != std::string::npos);
  CHECK(house.refused == std::vector{HttpRefusal::connections_of_address});
  first.close();
  house.settle_after(1);
  Wire fourth = house.connect();
  house.ask(fourth, post("/a", ""), 1);
  CHECK(starts(fourth.message(0), "HTTP/1.1 200"));
}

TEST_CASE("a connection beyond the number in all is answered 503 and closed") {
  base::HttpServerOptions options;
  options.limits.connections_max = 1;
  House house(std::move(options));
  Wire first = house.connect();
  house.settle_after(1);
  Wire second = house.connect();
  house.await_close(second);
  CHECK(starts(second.message(0), "HTTP/1.1 503"));
  CHECK(house.refused == std::vector{HttpRefusal::connections});
  house.ask(first, post("/a", ""), 1);
  CHECK(starts(first.message(0), "HTTP/1.1 200"));
}

TEST_CASE("a request beyond the number handled at one time is answered 503, and the connection stays") {
  base::HttpServerOptions options;
  options.limits.requests_max = 1;
  House house(std::move(options));
  Wire slow = house.connect();
  slow.send(post("/slow", ""));
  house.loop.until([&] { return !house.seen.empty(); });
  Wire second = house.connect();
  house.ask(second, post("/a", ""), 1);
  CHECK(starts(second.message(0), "HTTP/1.1 503"));
  CHECK(second.received().find("Retry-After: 5\r\n") != std::string::npos);
  CHECK(house.refused == std::vector{HttpRefusal::requests});
  house.clock.advance(31s);
  house.await(slow, 1);
  house.ask(second, post("/a", ""), 2);
  CHECK(starts(second.message(1), "HTTP/1.1 200"));
}

TEST_CASE("stopping takes no new connection, closes the idle, and finishes what is in hand") {
  House house;
  Wire idle = house.connect();
  Wire busy = house.connect();
  house.settle_after(2);
  busy.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nta");
  house.settle_after(2);
  bool is_over = false;
  house.is_stopped = true;
  boost::asio::co_spawn(house.loop.context(), house.server.stop(), [&](std::exception_ptr) { is_over = true; });
  house.await_close(idle);
  CHECK_FALSE(is_over);
  CHECK_THROWS(house.connect());
  house.ask(busy, "la", 1);
  CHECK(starts(busy.message(0), "HTTP/1.1 200"));
  CHECK(busy.message(0).find("Connection: close\r\n") != std::string::npos);
  house.loop.until([&] { return is_over; });
}

TEST_CASE("stopping waits no longer than its time for a handler and for a peer") {
  House house;
  Wire slow = house.connect();
  Wire half = house.connect();
  slow.send(post("/slow", ""));
  half.send("POST /b HTTP/1.1\r\nHost");
  house.settle_after(2);
  bool is_over = false;
  house.is_stopped = true;
  boost::asio::co_spawn(house.loop.context(), house.server.stop(), [&](std::exception_ptr) { is_over = true; });
  house.settle_after(2);
  CHECK_FALSE(is_over);
  house.clock.advance(11s);
  house.loop.until([&] { return is_over; });
  CHECK(house.lines.empty());
}

TEST_CASE("two hundred peers that reset before the answer hurt nobody, and each request is handled once") {
  base::ignore_broken_pipes();
  House house;
  for (int n = 0; n < 200; ++n) {
    Wire wire = house.connect();
    wire.send(post(n % 2 == 0 ? "/large" : "/a", std::to_string(n)));
    house.loop.until([&] { return house.seen.size() == static_cast<std::size_t>(n) + 1; });
    wire.reset();
  }
  house.loop.until([&] { return house.server.connections() == 0; });
  Wire after = house.connect();
  house.ask(after, post("/after", ""), 1);
  CHECK(starts(after.message(0), "HTTP/1.1 200"));
  CHECK(house.seen.size() == 201);
  CHECK(house.lines.empty());
}

TEST_CASE("forwarded headers are believed from a trusted proxy alone") {
  bool const is_trusted = GENERATE(true, false);
  base::HttpServerOptions options;
  if (is_trusted) options.trusted_proxies.push_back(base::IpRange::parse("127.0.0.1").value());
  House house(std::move(options));
  Wire wire = house.connect();
  house.ask(wire, "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9, 198.51.100.7\r\n\r\n", 1);
  CHECK(house.seen.at(0).peer == (is_trusted ? "198.51.100.7" : "127.0.0.1"));
}
