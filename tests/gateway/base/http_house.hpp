// A server on a loopback port with a clock that stands, and a handler that says what it was asked.
#pragma once

#include "gateway/base/http_server.hpp"
#include "gateway/base/tasks.hpp"
#include "tests/gateway/base/wire.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"
#include "tests/support/manual_clock.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace base_test {

using namespace std::chrono_literals;

// Answers "METHOD PATH BODY". Some paths: /slow waits for the clock, /throw throws, /json wants a JSON object's end.
class House {
 public:
  explicit House(base::HttpServerOptions options = {}, std::string const& address = "127.0.0.1:0")
      : log_(base::Level::debug, [this](base::Level, std::string_view line) { lines.emplace_back(line); }),
        server(loop.executor(), clock, log_, watched(std::move(options)),
               [this](base::HttpRequest request) { return handle(std::move(request)); }) {
    auto const bound = server.listen(address);
    REQUIRE(bound);
    server.start();
  }
  ~House() {
    if (!is_stopped) stop();
  }
  House(House const&) = delete;
  House& operator=(House const&) = delete;

  void stop() {
    is_stopped = true;
    loop.run(server.stop());
  }
  [[nodiscard]] Wire connect() const { return Wire(server.port()); }
  // Sends and waits for so many answers.
  void ask(Wire& wire, std::string_view bytes, std::size_t answers) {
    wire.send(bytes);
    await(wire, answers);
  }
  void await(Wire& wire, std::size_t answers) {
    loop.until([&] {
      wire.pump();
      return wire.messages() >= answers || wire.is_closed();
    });
  }
  void await_close(Wire& wire) {
    loop.until([&] {
      wire.pump();
      return wire.is_closed();
    });
  }
  // Lets the server see what was sent so far.
  void settle_after(std::size_t connections) {
    loop.until([&] { return server.connections() == connections; });
    for (int round = 0; round < 20; ++round) {
      loop.context().restart();
      loop.context().run_one_for(1ms);
    }
  }
  [[nodiscard]] std::ptrdiff_t refusals(base::HttpRefusal refusal) const {
    return std::ranges::count(refused, refusal);
  }

  support::Loop loop;
  support::ManualClock clock;
  std::vector<std::string> lines;
  std::vector<base::HttpRequest> seen;
  std::vector<base::HttpRefusal> refused;
  bool is_stopped = false;
  std::shared_ptr<base::HttpStream> stream;  // what /stream answers

 private:
  base::HttpServerOptions watched(base::HttpServerOptions options) {
    options.on_refusal = [this](base::HttpRefusal refusal) { refused.push_back(refusal); };
    return options;
  }

  base::Task<base::HttpResponse> handle(base::HttpRequest request) {
    seen.push_back(request);
    if (request.path == "/throw") throw std::runtime_error("a handler's bug");
    if (request.path == "/slow") {
      auto const later = clock.now() + 3600s;
      co_await base::sleep_until(clock, later);
    }
    if (request.path == "/json" && !request.body.ends_with('}')) co_return base::problem(400, "This is no JSON.");
    if (request.path == "/stream")
      co_return base::HttpResponse{.status = 200, .headers = {}, .body = {}, .stream = stream};
    if (request.path == "/large") co_return base::text(200, std::string(std::size_t{8} * 1024 * 1024, 'x'));
    co_return base::text(200, request.method + ' ' + request.path + ' ' + request.body);
  }

  base::Log log_;

 public:
  base::HttpServer server;
};

inline std::string post(std::string_view path, std::string_view body) {
  return "POST " + std::string(path) + " HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

}  // namespace base_test
