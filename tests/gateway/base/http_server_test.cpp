#include "tests/gateway/base/http_house.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>

using namespace base_test;
using base::HttpRefusal;

namespace {

std::string head_of(std::string const& message) { return message.substr(0, message.find("\r\n")); }
std::string body_of(std::string const& message) { return message.substr(message.find("\r\n\r\n") + 4); }
// What a killed process leaves behind: a socket file that nobody answers.
void leave_dead_socket(std::string const& path) {
  int const dead = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::ranges::copy(path, address.sun_path);
  REQUIRE(::bind(dead, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
  ::close(dead);
}

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("two requests in one packet are answered in order on one connection") {
  House house;
  Wire wire = house.connect();
  house.ask(wire, post("/a", "first") + post("/b", "second"), 2);
  CHECK(body_of(wire.message(0)) == "POST /a first");
  CHECK(body_of(wire.message(1)) == "POST /b second");
  CHECK_FALSE(wire.is_closed());
}

TEST_CASE("a body that is no JSON costs its own request only, not the connection") {
  House house;
  Wire wire = house.connect();
  house.ask(wire, post("/json", "{}") + post("/json", R"({"id":)") + post("/json", "{\"a\":1}"), 3);
  CHECK(head_of(wire.message(0)) == "HTTP/1.1 200 OK");
  CHECK(head_of(wire.message(1)) == "HTTP/1.1 400 Bad Request");
  CHECK(head_of(wire.message(2)) == "HTTP/1.1 200 OK");
  house.ask(wire, post("/later", "x"), 4);
  CHECK(body_of(wire.message(3)) == "POST /later x");
}

TEST_CASE("a request that comes byte by byte is one request") {
  House house;
  Wire wire = house.connect();
  for (char const byte : post("/drip", "drop")) {
    wire.send(std::string_view(&byte, 1));
    house.loop.settle();
  }
  house.await(wire, 1);
  CHECK(body_of(wire.message(0)) == "POST /drip drop");
}

TEST_CASE("the handler sees the request as it was on the wire") {
  House house;
  Wire wire = house.connect();
  house.ask(wire, "GET /hooks/a%20b?x=1&y=%E0%A4 HTTP/1.1\r\nHost: t\r\nX-Sign: abc\r\n\r\n", 1);
  REQUIRE(house.seen.size() == 1);
  CHECK(house.seen[0].method == "GET");
  CHECK(house.seen[0].target == "/hooks/a%20b?x=1&y=%E0%A4");
  CHECK(house.seen[0].path == "/hooks/a%20b");
  CHECK(house.seen[0].query == "x=1&y=%E0%A4");
  CHECK(base::find_header(house.seen[0].headers, "x-sign") == "abc");
  CHECK(house.seen[0].peer == "127.0.0.1");
  CHECK_FALSE(house.seen[0].trusted_local);
}

TEST_CASE("a chunked body arrives whole") {
  House house;
  Wire wire = house.connect();
  house.ask(wire,
            "POST /c HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnama\r\n4;x=y\r\nste!\r\n0\r\n\r\n" +
                post("/next", ""),
            2);
  CHECK(body_of(wire.message(0)) == "POST /c namaste!");
  CHECK(body_of(wire.message(1)) == "POST /next ");
}

TEST_CASE("what is not HTTP is refused with a problem and the connection ends") {
  struct Case {
    char const* about;
    std::string bytes;
    char const* head;
    HttpRefusal why;
  };
  std::string const many(std::size_t{17} * 1024, 'a');
  auto const [about, bytes, head, why] = GENERATE_COPY(values<Case>({
      {"no request line", "hello\r\n\r\n", "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"no host", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"a relative target", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
       "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"length and chunks",
       "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"a wrong chunk", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
       "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"HTTP/2 spoken", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 400 Bad Request", HttpRefusal::malformed},
      {"an expectation we do not know", "POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\n",
       "HTTP/1.1 417 Expectation Failed", HttpRefusal::malformed},
      {"a header of 17 KiB", "GET / HTTP/1.1\r\nHost: a\r\nX: " + many + "\r\n\r\n",
       "HTTP/1.1 431 Request Header Fields Too Large", HttpRefusal::header_too_large},
      {"a header line of 17 KiB without end", "GET /" + many, "HTTP/1.1 431 Request Header Fields Too Large",
       HttpRefusal::header_too_large},
      {"a body said to be too large", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n",
       "HTTP/1.1 413 Payload Too Large", HttpRefusal::body_too_large},
  }));
  INFO(about);
  House house;
  Wire wire = house.connect();
  house.ask(wire, bytes, 1);
  CHECK(head_of(wire.message(0)) == head);
  CHECK(has(wire.message(0), "Content-Type: application/problem+json"));
  CHECK(has(wire.message(0), "Connection: close"));
  CHECK_FALSE(has(wire.message(0), "Server:"));
  CHECK(house.refused == std::vector{why});
  CHECK(house.seen.empty());
  wire.end_sending();
  house.await_close(wire);
}

TEST_CASE("a header of nearly 16 KiB is taken") {
  House house;
  Wire wire = house.connect();
  house.ask(wire, "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(std::size_t{16} * 1024 - 100, 'a') + "\r\n\r\n", 1);
  CHECK(head_of(wire.message(0)) == "HTTP/1.1 200 OK");
}

TEST_CASE("an endless body is refused long before two megabytes, whether its length is said or not") {
  bool const is_chunked = GENERATE(false, true);
  base::HttpServerOptions options;
  options.body_limit = [](std::string_view, std::string_view path) {
    return path == "/wide" ? std::size_t{1} << 30 : std::size_t{1000};
  };
  House house(std::move(options));
  Wire wire = house.connect();
  wire.send(is_chunked ? "POST /narrow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                       : "POST /narrow HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n");
  std::string const part = is_chunked ? "400\r\n" + std::string(1024, 'z') + "\r\n" : std::string(1024, 'z');
  std::size_t sent = 0;
  house.loop.until([&] {
    sent += wire.send_some(part);
    wire.pump();
    return wire.is_closed() || sent > 8'000'000;
  });
  CHECK(sent < 2'000'000);
  CHECK(head_of(wire.message(0)) == "HTTP/1.1 413 Payload Too Large");
  CHECK(house.refusals(HttpRefusal::body_too_large) == 1);
}

TEST_CASE("a route's own limit counts, to the byte") {
  base::HttpServerOptions options;
  options.body_limit = [](std::string_view method, std::string_view path) {
    return method == "POST" && path == "/tight" ? std::size_t{5} : std::size_t{100};
  };
  House house(std::move(options));
  Wire wire = house.connect();
  house.ask(wire, post("/tight?q=1", "12345") + post("/other", "123456"), 2);
  CHECK(body_of(wire.message(0)) == "POST /tight 12345");
  CHECK(body_of(wire.message(1)) == "POST /other 123456");
  house.ask(wire, "POST /tight HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n123456\r\n0\r\n\r\n", 3);
  CHECK(head_of(wire.message(2)) == "HTTP/1.1 413 Payload Too Large");
}

TEST_CASE("who expects a 100 gets it before the body is due, and a refusal instead of it") {
  House house;
  Wire wire = house.connect();
  wire.send("POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  house.await(wire, 1);
  CHECK(head_of(wire.message(0)) == "HTTP/1.1 100 Continue");
  house.ask(wire, "abc", 2);
  CHECK(body_of(wire.message(1)) == "POST /e abc");
  Wire large = house.connect();
  house.ask(large, "POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n", 1);
  CHECK(head_of(large.message(0)) == "HTTP/1.1 413 Payload Too Large");
}

TEST_CASE("HEAD is answered with the length and without the body") {
  House house;
  Wire wire = house.connect();
  wire.send("HEAD /h HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  house.await_close(wire);
  CHECK(has(wire.received(), "Content-Length: 8\r\n"));
  CHECK(body_of(wire.received()).empty());
  CHECK(house.seen.at(0).method == "HEAD");
}

TEST_CASE("HTTP/1.0 is answered and closed, unless it asks to be kept") {
  House house;
  Wire closed = house.connect();
  closed.send("GET /old HTTP/1.0\r\n\r\n");
  house.await_close(closed);
  CHECK(body_of(closed.message(0)) == "GET /old ");
  Wire kept = house.connect();
  house.ask(kept, "GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 1);
  CHECK(has(kept.message(0), "Connection: keep-alive"));
  house.ask(kept, "GET /again HTTP/1.0\r\n\r\n", 2);
  CHECK(body_of(kept.message(1)) == "GET /again ");
}

TEST_CASE("a handler that throws is a 500 that says nothing, and the next request is served") {
  House house;
  Wire wire = house.connect();
  house.ask(wire, post("/throw", "") + post("/on", "x"), 2);
  CHECK(head_of(wire.message(0)) == "HTTP/1.1 500 Internal Server Error");
  CHECK_FALSE(has(wire.message(0), "bug"));
  CHECK(body_of(wire.message(1)) == "POST /on x");
  CHECK(house.lines == std::vector<std::string>{R"(handler_failed why="a handler's bug")"});
  CHECK(house.refusals(HttpRefusal::handler_failed) == 1);
}

TEST_CASE("the shell's own socket is private, marked, and freed when its owner was killed") {
  std::string const path = "/tmp/saathi-base-" + std::to_string(::getpid()) + ".sock";
  leave_dead_socket(path);
  {
    House house({}, "unix:" + path);
    CHECK((std::filesystem::status(path).permissions() & std::filesystem::perms::mask) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    Wire wire(path);
    house.ask(wire, post("/cases", "") + post("/cases", ""), 2);
    CHECK(house.seen.at(0).trusted_local);
    CHECK(house.seen.at(0).peer == "local");
    base::Log log(base::Level::error, [](base::Level, std::string_view) {});
    base::HttpServer second(house.loop.executor(), house.clock, log, {}, nullptr);
    auto const refused = second.listen("unix:" + path);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::Code::environment);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("an address that is taken or wrong is said before anything starts") {
  House house;
  base::Log log(base::Level::error, [](base::Level, std::string_view) {});
  base::HttpServer second(house.loop.executor(), house.clock, log, {}, nullptr);
  auto const taken = second.listen("127.0.0.1:" + std::to_string(house.server.port()));
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == base::Code::environment);
  for (char const* const wrong : {"8080", "here:8080", "127.0.0.1:99999", "unix:"}) {
    INFO(wrong);
    auto const refused = second.listen(wrong);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::Code::bad_input);
  }
}
