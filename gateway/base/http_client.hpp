// HTTP out: libcurl on a thread of its own; calls and answers cross by move, so the loop never waits. TLS is always
// verified, no redirect is followed, only http and https are spoken, connections are kept for requests that have a
// body. Invariant: one `send` is one request on the wire at most. libcurl by itself repeats a request whose kept
// connection died (curl 7.88 and 8.14, told as plain success): a body is therefore given to it once and never again,
// and a request without a body gets a connection of its own. Threads: `send` on the loop thread.
#pragma once

#include "gateway/base/http.hpp"
#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace base {

struct HttpCall {
  std::string method = "POST";
  std::string url;
  std::vector<HttpHeader> headers;
  std::string body;
  std::string user;  // basic authentication if not empty
  std::string password;
  std::chrono::milliseconds timeout = std::chrono::seconds(15);  // of all of it, waiting for a free connection included
  std::size_t body_bytes_max = std::size_t{1024} * 1024;         // of the answer; a longer one is Lost
};

struct NotSent {
  std::string why;
};  // nothing of the request can have reached the other side
struct Lost {
  std::string why;
};  // it may have: no answer, half an answer, or a time limit
using HttpExchange = std::variant<HttpResponse, NotSent, Lost>;

struct HttpClientOptions {
  std::chrono::milliseconds connect_time = std::chrono::seconds(5);
  long connections_per_host_max = 16;
  long connections_max = 128;
  std::size_t calls_max = 10'000;  // waiting and under way; beyond it a call is NotSent at once
  std::string ca_file;             // PEM; empty: the system's own list
};

// What sends: the client below, or a test that plays the network.
class HttpSender {
 public:
  virtual ~HttpSender() = default;

  // Always ends within `call.timeout`, about; cannot be cancelled, because what was sent must be known.
  [[nodiscard]] virtual Task<HttpExchange> send(HttpCall call) = 0;
};

class HttpClient final : public HttpSender {
 public:
  HttpClient(boost::asio::any_io_executor loop, HttpClientOptions options);
  // Ends calls under way as Lost, those not begun as NotSent, and joins the thread.
  ~HttpClient() override;
  HttpClient(HttpClient const&) = delete;
  HttpClient& operator=(HttpClient const&) = delete;

  [[nodiscard]] Task<HttpExchange> send(HttpCall call) override;

 private:
  struct Worker;
  boost::asio::any_io_executor loop_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace base
