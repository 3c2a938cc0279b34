#include "gateway/base/http_client.hpp"

#include "tests/gateway/base/tls_sink.hpp"
#include "tests/gateway/base/wire.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"

#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

using namespace base_test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view created = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-Kind: sink\r\n\r\n{}";

// A provider of the test's own. `answer` is asked once for each whole request, in the order in which they came.
class Provider {
 public:
  using Answer = std::function<void(Wire& wire, std::size_t n)>;
  explicit Provider(Answer answer) : answer_(std::move(answer)) {}

  void serve() {
    for (int accepted = sink_.accept(); accepted >= 0; accepted = sink_.accept()) {
      connections.emplace_back(accepted);
      answered_.push_back(0);
    }
    for (std::size_t n = 0; n < connections.size(); ++n) {
      connections[n].pump();
      while (connections[n].messages() > answered_[n]) {
        requests.push_back(connections[n].message(answered_[n]++));
        answer_(connections[n], requests.size());
      }
    }
  }
  [[nodiscard]] std::string url(std::string const& path = "/Messages.json") const {
    return "http://127.0.0.1:" + std::to_string(sink_.port()) + path;
  }

  std::deque<Wire> connections;
  std::vector<std::string> requests;

 private:
  Sink sink_;
  Answer answer_;
  std::vector<std::size_t> answered_;
};

base::HttpCall post(Provider const& provider, std::string body) {
  base::HttpCall call;
  call.url = provider.url();
  call.body = std::move(body);
  return call;
}

// Sends one after another and collects how each ended.
base::HttpExchange send(support::Loop& loop, base::HttpClient& client, Provider& provider, base::HttpCall call) {
  std::optional<base::HttpExchange> ended;
  boost::asio::co_spawn(loop.context(), client.send(std::move(call)),
                        [&](std::exception_ptr thrown, base::HttpExchange exchange) {
                          REQUIRE_FALSE(thrown);
                          ended = std::move(exchange);
                        });
  loop.until([&] {
    provider.serve();
    return ended.has_value();
  });
  return std::move(*ended);
}

bool is_answer(base::HttpExchange const& exchange) { return std::holds_alternative<base::HttpResponse>(exchange); }
bool is_lost(base::HttpExchange const& exchange) { return std::holds_alternative<base::Lost>(exchange); }
bool is_not_sent(base::HttpExchange const& exchange) { return std::holds_alternative<base::NotSent>(exchange); }

}  // namespace

TEST_CASE("a request goes out as it was given and the answer comes back whole") {
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([](Wire& wire, std::size_t) { wire.send(created); });
  base::HttpCall call = post(provider, "To=%2B97455512101&Body=namaste");
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Idempotency", "k-1"}};
  call.user = "AC01";
  call.password = "secret";
  base::HttpExchange const exchange = send(loop, client, provider, std::move(call));
  REQUIRE(is_answer(exchange));
  auto const& answer = std::get<base::HttpResponse>(exchange);
  CHECK(answer.status == 201);
  CHECK(answer.body == "{}");
  CHECK(base::find_header(answer.headers, "x-kind") == "sink");
  REQUIRE(provider.requests.size() == 1);
  std::string const& request = provider.requests[0];
  CHECK(request.starts_with("POST /Messages.json HTTP/1.1\r\n"));
  CHECK(request.find("Authorization: Basic QUMwMTpzZWNyZXQ=\r\n") != std::string::npos);
  CHECK(request.find("X-Idempotency: k-1\r\n") != std::string::npos);
  CHECK(request.find("Expect:") == std::string::npos);
  CHECK(request.ends_with("\r\n\r\nTo=%2B97455512101&Body=namaste"));
}

TEST_CASE("requests with a body share a connection") {
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([](Wire& wire, std::size_t) { wire.send(created); });
  for (int n = 0; n < 5; ++n) CHECK(is_answer(send(loop, client, provider, post(provider, "a=" + std::to_string(n)))));
  CHECK(provider.requests.size() == 5);
  CHECK(provider.connections.size() == 1);
}

TEST_CASE("a text whose kept connection died after it went out is lost, and is never sent a second time") {
  bool const is_reset = GENERATE(false, true);
  std::size_t const body_bytes = GENERATE(std::size_t{5}, std::size_t{200'000});
  CAPTURE(is_reset, body_bytes);
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([&](Wire& wire, std::size_t n) {
    if (n != 2) return wire.send(created);
    if (is_reset) return wire.reset();
    wire.close();
  });
  auto const first = send(loop, client, provider, post(provider, std::string(body_bytes, '1')));
  auto const second = send(loop, client, provider, post(provider, std::string(body_bytes, '2')));
  auto const third = send(loop, client, provider, post(provider, std::string(body_bytes, '3')));
  CHECK(is_answer(first));
  CHECK(is_lost(second));
  CHECK(is_answer(third));
  REQUIRE(provider.requests.size() == 3);
  CHECK(provider.requests[1].ends_with("2"));
  CHECK(provider.requests[2].ends_with("3"));
}

TEST_CASE("a request without a body is never sent twice either") {
  std::string const method = GENERATE("GET", "POST", "DELETE", "HEAD");
  CAPTURE(method);
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([&](Wire& wire, std::size_t n) {
    if (n == 1) return wire.send(created);
    wire.close();
  });
  auto const first = send(loop, client, provider, post(provider, "a=1"));
  base::HttpCall bare = post(provider, "");
  bare.method = method;
  auto const second = send(loop, client, provider, std::move(bare));
  CHECK(is_answer(first));
  CHECK(is_lost(second));
  CHECK(provider.requests.size() == 2);
}

TEST_CASE("a fresh connection that is closed without a byte is lost, not repeated") {
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([](Wire& wire, std::size_t) { wire.close(); });
  CHECK(is_lost(send(loop, client, provider, post(provider, "a=1"))));
  CHECK(provider.requests.size() == 1);
}

TEST_CASE("what cannot have reached anybody is not sent") {
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([](Wire& wire, std::size_t) { wire.send(created); });
  struct Case {
    char const* about;
    std::string url;
    std::vector<base::HttpHeader> headers;
  };
  std::uint16_t const closed = Sink().port();
  auto const [about, url, headers] = GENERATE_COPY(values<Case>({
      {"nobody listens", "http://127.0.0.1:" + std::to_string(closed) + "/", {}},
      {"no such host", "http://no-such-host.invalid/", {}},
      {"another protocol", "ftp://127.0.0.1/", {}},
      {"a file", "file:///etc/hostname", {}},
      {"no address at all", "nonsense://", {}},
      {"a line break in the address", "http://127.0.0.1/\r\nX: y", {}},
      {"a line break in a header", "http://127.0.0.1/", {{"X", "a\r\nY: b"}}},
  }));
  INFO(about);
  base::HttpCall call;
  call.url = url;
  call.headers = headers;
  call.body = "a=1";
  CHECK(is_not_sent(send(loop, client, provider, std::move(call))));
}

TEST_CASE("TLS is spoken with those alone whose certificate can be verified, for the name that was called") {
  struct Case {
    char const* about;
    std::string host;
    bool knows_authority;
    bool is_sent;
  };
  auto const [about, host, knows_authority, is_sent] = GENERATE(values<Case>({
      {"a certificate that nobody signed", "localhost", false, false},
      {"a certificate for another name", "127.0.0.1", true, false},
      {"a certificate that is right", "localhost", true, true},
  }));
  INFO(about);
  support::Loop loop;
  TlsSink sink("localhost", std::string(created));
  Provider nobody([](Wire&, std::size_t) {});
  base::HttpClientOptions options;
  if (knows_authority) options.ca_file = sink.certificate_file();
  base::HttpClient client(loop.executor(), options);
  base::HttpCall call = post(nobody, "a=1");
  call.url = "https://" + host + ':' + std::to_string(sink.port()) + "/Messages.json";
  auto const exchange = send(loop, client, nobody, std::move(call));
  CHECK(is_answer(exchange) == is_sent);
  CHECK(is_not_sent(exchange) != is_sent);
  CHECK(sink.requests() == (is_sent ? 1 : 0));
}

TEST_CASE("an answer that never comes is lost at the time limit") {
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([](Wire&, std::size_t) {});
  base::HttpCall call = post(provider, "a=1");
  call.timeout = 200ms;
  CHECK(is_lost(send(loop, client, provider, std::move(call))));
}

TEST_CASE("a request that waits for a connection beyond its time limit is not sent") {
  support::Loop loop;
  base::HttpClientOptions options;
  options.connections_per_host_max = 1;
  base::HttpClient client(loop.executor(), options);
  Provider provider([](Wire&, std::size_t) {});
  std::vector<base::HttpExchange> ended;
  for (int n = 0; n < 2; ++n) {
    base::HttpCall call = post(provider, "a=" + std::to_string(n));
    call.timeout = n == 0 ? 2s : 200ms;
    boost::asio::co_spawn(
        loop.context(), client.send(std::move(call)),
        [&](std::exception_ptr, base::HttpExchange exchange) { ended.push_back(std::move(exchange)); });
  }
  loop.until([&] {
    provider.serve();
    return ended.size() == 2;
  });
  CHECK(is_not_sent(ended[0]));
  CHECK(is_lost(ended[1]));
  CHECK(provider.requests.size() == 1);
}

TEST_CASE("an answer that is too large, broken or no HTTP is lost") {
  std::string const answer =
      GENERATE(as<std::string>(), "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n" + std::string(50, 'x'),
               "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "hello\r\n\r\n");
  CAPTURE(answer);
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([&](Wire& wire, std::size_t) {
    wire.send(answer);
    wire.close();
  });
  base::HttpCall call = post(provider, "a=1");
  call.body_bytes_max = 49;
  CHECK(is_lost(send(loop, client, provider, std::move(call))));
}

TEST_CASE("a redirect is an answer and is not followed") {
  support::Loop loop;
  base::HttpClient client(loop.executor(), {});
  Provider provider([&](Wire& wire, std::size_t) {
    wire.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
  });
  auto const exchange = send(loop, client, provider, post(provider, "a=1"));
  REQUIRE(is_answer(exchange));
  CHECK(std::get<base::HttpResponse>(exchange).status == 302);
  CHECK(provider.requests.size() == 1);
}

TEST_CASE("two hundred requests at once get each its own answer over no more connections than allowed") {
  support::Loop loop;
  base::HttpClientOptions options;
  options.connections_per_host_max = 4;
  base::HttpClient client(loop.executor(), options);
  Provider* sink = nullptr;
  Provider provider([&](Wire& wire, std::size_t n) {
    std::string const& request = sink->requests[n - 1];
    std::string const body = request.substr(request.find("\r\n\r\n") + 4);
    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  });
  sink = &provider;
  int right = 0;
  int ended = 0;
  for (int n = 0; n < 200; ++n) {
    std::string const body = "text=" + std::to_string(n);
    boost::asio::co_spawn(loop.context(), client.send(post(provider, body)),
                          [&, body](std::exception_ptr, base::HttpExchange exchange) {
                            ++ended;
                            auto const* const answer = std::get_if<base::HttpResponse>(&exchange);
                            if (answer != nullptr && answer->body == body) ++right;
                          });
  }
  loop.until([&] {
    provider.serve();
    return ended == 200;
  });
  CHECK(right == 200);
  CHECK(provider.requests.size() == 200);
  CHECK(provider.connections.size() <= 4);
}

TEST_CASE("more requests than may wait are not sent") {
  support::Loop loop;
  base::HttpClientOptions options;
  options.calls_max = 1;
  base::HttpClient client(loop.executor(), options);
  Provider provider([](Wire&, std::size_t) {});
  base::HttpCall first = post(provider, "a=1");
  first.timeout = 300ms;
  bool is_over = false;
  boost::asio::co_spawn(loop.context(), client.send(std::move(first)),
                        [&](std::exception_ptr, base::HttpExchange) { is_over = true; });
  loop.settle();
  CHECK(is_not_sent(send(loop, client, provider, post(provider, "a=2"))));
  loop.until([&] { return is_over; });
}

TEST_CASE("a client that goes ends what is under way, and says that it may have arrived") {
  support::Loop loop;
  auto client = std::make_unique<base::HttpClient>(loop.executor(), base::HttpClientOptions{});
  Provider provider([](Wire&, std::size_t) {});
  std::optional<base::HttpExchange> ended;
  boost::asio::co_spawn(loop.context(), client->send(post(provider, "a=1")),
                        [&](std::exception_ptr, base::HttpExchange exchange) { ended = std::move(exchange); });
  loop.until([&] {
    provider.serve();
    return provider.requests.size() == 1;
  });
  client.reset();
  loop.until([&] { return ended.has_value(); });
  CHECK(is_lost(*ended));
}
