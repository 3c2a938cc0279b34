// HTTP/1.1 in: TCP and a Unix socket, keep-alive and pipelining, every limit named. TLS is a proxy's work in front of
// us. Addresses are bound by `listen`, before anything else of the program starts; `start` takes connections; `stop`
// takes no more, finishes what is in hand within `stop_time`, then closes. A refusal is a short RFC 9457 problem.
// `HEAD` reaches the handler as HEAD; its answer's body is counted and not sent. A handler that throws is a 500 and a
// line in the log. Threads: loop thread only; the handler runs there too, so it must not block.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/http.hpp"
#include "gateway/base/ip_range.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace base {

struct HttpLimits {
  std::size_t header_bytes_max = std::size_t{16} * 1024;
  std::size_t body_bytes_max = std::size_t{256} * 1024;  // unless `body_limit` says otherwise
  std::size_t connections_max = 0;  // 0: 11,000, or what the open-file limit allows if that is less
  std::size_t connections_per_address_max = 256;
  // Handled at one time; one more is told 503 at once, so that those inside are answered while their senders still
  // wait.
  std::size_t requests_max = 4'096;
  Milliseconds header_time = std::chrono::seconds(10);  // from the first byte to the end of the header
  Milliseconds body_time = std::chrono::seconds(20);
  Milliseconds write_time = std::chrono::seconds(20);
  Milliseconds idle_time = std::chrono::seconds(60);     // between two requests of a connection
  Milliseconds request_time = std::chrono::seconds(30);  // round all of a request: reading it, handling it, answering
  Milliseconds stop_time = std::chrono::seconds(10);
};

// Why a connection or a request was not served: the label of a metric.
enum class HttpRefusal : std::uint8_t {
  connections,
  connections_of_address,
  requests,
  malformed,
  header_too_large,
  body_too_large,
  header_too_slow,
  body_too_slow,
  write_too_slow,
  request_too_slow,
  handler_failed,
};
[[nodiscard]] std::string_view name(HttpRefusal refusal);

struct HttpServerOptions {
  HttpLimits limits;
  std::vector<IpRange> trusted_proxies;  // whose forwarded headers are believed; also not counted per address
  std::vector<IpRange> uncounted{loopback_ranges().begin(), loopback_ranges().end()};  // no limit per address for these
  // Bytes that the body of a request may have; asked when the header is read, before any of the body is. Empty: the
  // limit.
  std::function<std::size_t(std::string_view method, std::string_view path)> body_limit;
  std::function<void(HttpRefusal)> on_refusal;  // for metrics; may be empty
};

class HttpServer {
 public:
  using Handler = std::function<Task<HttpResponse>(HttpRequest)>;

  HttpServer(boost::asio::any_io_executor loop, Clock& clock, Log& log, HttpServerOptions options, Handler handler);
  // Invariant: stopped, or never started.
  ~HttpServer();
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;

  // "127.0.0.1:8080", "[::1]:8080", ":8080" (all addresses), port 0 for any free one; "unix:/path" for the shell's own
  // socket (mode 0600, requests marked `trusted_local`). May be called several times, before `start`.
  [[nodiscard]] Result<void> listen(std::string_view address);
  void start();
  [[nodiscard]] Task<void> stop();

  // Of the n-th TCP `listen`: the port that was bound.
  [[nodiscard]] std::uint16_t port(std::size_t n = 0) const;
  [[nodiscard]] std::size_t connections() const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

// Writing to a peer that is gone shall be an error to handle, not the end of the process. Once, at start.
void ignore_broken_pipes();

// Lifts the soft limit of open files to what that many connections need, as far as the hard limit lets it. Once, at
// start, before a server is made.
void raise_open_files();

}  // namespace base
