// One connection of the HTTP server: reads requests one after another out of one buffer, has each handled, writes the
// answers in order. Inner part of http_server. Threads: loop thread only.
//
// Time: each phase sets one deadline; the server's shared tick compares it. So a connection costs no timer, and a limit
// is kept to the tick's precision.
#pragma once

#include "gateway/base/http_server.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <memory>
#include <optional>
#include <string>

namespace base {

using HttpSocket = boost::asio::generic::stream_protocol::socket;

// What all connections of a server share.
struct HttpService {
  Clock& clock;
  Log& log;
  HttpServerOptions options;
  HttpServer::Handler handler;
  bool is_stopping = false;
  std::size_t under_way = 0;  // requests that are being handled
  std::string date;           // the Date header's value, renewed by `date_now`
  std::int64_t date_second = 0;

  void refused(HttpRefusal refusal) const {
    if (options.on_refusal) options.on_refusal(refusal);
  }
  [[nodiscard]] std::string const& date_now();
};

class HttpSession {
 public:
  HttpSession(HttpService& service, HttpSocket socket, std::string address, bool is_local);
  ~HttpSession();
  HttpSession(HttpSession const&) = delete;
  HttpSession& operator=(HttpSession const&) = delete;

  // Until the connection is closed. Throws nothing that is not a bug.
  [[nodiscard]] Task<void> run();

  void tick(Instant now);
  // The time for what it is at begins anew.
  void renew();
  // Ends at once if it waits for a request, else after the answer under way; a stream is asked to end.
  void stop();
  // Ends as soon as the handler does.
  void abort();

  [[nodiscard]] std::string const& address() const { return address_; }
  // The server binds the coroutine of `run` to it: a handler that is too slow is cancelled.
  [[nodiscard]] boost::asio::cancellation_slot cancellation() { return cancel_.slot(); }

 private:
  enum class Phase : std::uint8_t { idle, header, body, handling, abandoned, writing, streaming, lingering };
  struct Reader;
  // Why reading stopped short of a request; nothing to answer where the peer is gone or never spoke.
  struct Stop {
    std::optional<HttpRefusal> why;
    int status = 0;
  };

  void enter(Phase phase);
  [[nodiscard]] Task<bool> serve_one();
  [[nodiscard]] Task<bool> fill();
  [[nodiscard]] Task<std::optional<Stop>> read_header();
  [[nodiscard]] Task<std::optional<Stop>> read_body();
  [[nodiscard]] std::optional<Stop> check_header();
  [[nodiscard]] Task<HttpResponse> handle(HttpRequest request);
  [[nodiscard]] Task<bool> refuse(Stop stop);
  [[nodiscard]] Task<bool> write(HttpResponse const& response, bool keep, bool has_body);
  [[nodiscard]] Task<void> write_stream(HttpResponse response, bool has_body);
  [[nodiscard]] Task<std::string> next_of_stream();
  [[nodiscard]] Task<bool> write_bytes(std::string bytes);
  [[nodiscard]] bool is_http_1_0() const;
  [[nodiscard]] Task<void> linger();
  [[nodiscard]] Stop cut_short(HttpRefusal too_slow) const;
  [[nodiscard]] HttpRequest take_request();

  HttpService& service_;
  HttpSocket socket_;
  std::string address_;
  bool is_local_;
  boost::asio::cancellation_signal cancel_;
  std::unique_ptr<Reader> reader_;
  std::string head_;                    // of the answer being written; its memory is used again
  std::shared_ptr<HttpStream> stream_;  // being sent
  Phase phase_ = Phase::idle;
  Instant deadline_{};
  Instant request_deadline_{};
  bool is_late_ = false;  // the deadline of the phase passed
  std::size_t body_bytes_max_ = 0;
};

// The bytes of an answer's head, for the server's own refusals too.
[[nodiscard]] std::string response_head(HttpResponse const& response, std::string_view date, bool keep,
                                        bool is_http_1_0);

}  // namespace base
