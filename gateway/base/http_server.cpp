#include "gateway/base/http_server.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/base/http_session.hpp"
#include "gateway/base/sync.hpp"
#include "gateway/base/tasks.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstring>
#include <list>
#include <unordered_map>

namespace base {

namespace asio = boost::asio;

namespace {

using Protocol = asio::generic::stream_protocol;
using Acceptor = asio::basic_socket_acceptor<Protocol>;

constexpr Milliseconds tick_time = std::chrono::milliseconds(500);
// More than this between two ticks is no time that anybody had: no handler keeps the loop for so long.
constexpr Milliseconds jump_min = std::chrono::seconds(3);
// After a failed accept (no descriptors left), before the next try.
constexpr Milliseconds accept_pause = std::chrono::milliseconds(100);
// Ten thousand that idle leave room for a thousand that work.
constexpr std::size_t connections_max_standard = 11'000;
// Descriptors kept for the store, the client, the log.
constexpr std::size_t descriptors_kept = 256;

std::size_t connections_allowed() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections_max_standard;
  std::size_t const descriptors = static_cast<std::size_t>(limit.rlim_cur);
  return std::clamp<std::size_t>(descriptors - std::min(descriptors / 2, descriptors_kept), 1,
                                 connections_max_standard);
}

// The peer of an accepted TCP connection, "" for a Unix socket's.
std::string peer_address(HttpSocket const& socket) {
  boost::system::error_code failure;
  Protocol::endpoint const peer = socket.remote_endpoint(failure);
  int const family = peer.data()->sa_family;
  asio::ip::tcp::endpoint address;
  if (failure || (family != AF_INET && family != AF_INET6) || peer.size() > address.capacity()) return {};
  std::memcpy(address.data(), peer.data(), peer.size());
  address.resize(peer.size());
  return plain_address(address.address().to_string());
}

Result<asio::ip::tcp::endpoint> parse_endpoint(std::string_view text) {
  auto const refuse = [&] {
    return error(Code::bad_input, "An address to listen on is written like 127.0.0.1:8080 or [::1]:8080.");
  };
  std::size_t const colon = text.rfind(':');
  if (colon == std::string_view::npos) return refuse();
  std::string_view host = text.substr(0, colon);
  std::string_view const digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return refuse();
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) host = "::";
  if (host == "localhost") host = "127.0.0.1";
  boost::system::error_code failure;
  auto const address = asio::ip::make_address(host, failure);
  if (failure) return refuse();
  return asio::ip::tcp::endpoint(address, port);
}

}  // namespace

std::string_view name(HttpRefusal refusal) {
  switch (refusal) {
    case HttpRefusal::connections: return "connections";
    case HttpRefusal::connections_of_address: return "connections_of_address";
    case HttpRefusal::requests: return "requests";
    case HttpRefusal::malformed: return "malformed";
    case HttpRefusal::header_too_large: return "header_too_large";
    case HttpRefusal::body_too_large: return "body_too_large";
    case HttpRefusal::header_too_slow: return "header_too_slow";
    case HttpRefusal::body_too_slow: return "body_too_slow";
    case HttpRefusal::write_too_slow: return "write_too_slow";
    case HttpRefusal::request_too_slow: return "request_too_slow";
    case HttpRefusal::handler_failed: return "handler_failed";
  }
  std::unreachable();
}

struct HttpServer::State : std::enable_shared_from_this<State> {
  struct Listener {
    Acceptor acceptor;
    std::string unix_path;  // empty: TCP
  };

  State(asio::any_io_executor executor, Clock& clock, Log& log, HttpServerOptions options, Handler handler)
      : loop(std::move(executor)),
        service{.clock = clock, .log = log, .options = std::move(options), .handler = std::move(handler), .date = {}},
        acceptors(loop, log) {
    std::size_t& most = service.options.limits.connections_max;
    if (most == 0) most = connections_allowed();
  }

  Result<void> bind(Acceptor& acceptor, Protocol::endpoint const& endpoint, std::string_view address);
  Result<void> listen_tcp(std::string_view address);
  Result<void> listen_unix(std::string_view address);
  Task<void> accept_from(Listener& listener);
  void admit(HttpSocket socket, bool is_local);
  bool may_enter(std::string const& address, bool is_local);
  void turn_away(HttpSocket& socket, HttpRefusal refusal);
  void left(std::list<HttpSession>::iterator session);
  void forgive_jump(Instant now);
  void keep_ticking();
  void in_loop(void (*work)(State& state));

  asio::any_io_executor loop;
  HttpService service;
  std::list<Listener> listeners;
  std::list<HttpSession> sessions;
  std::unordered_map<std::string, std::size_t> per_address;
  TaskGroup acceptors;
  Arrival* all_gone = nullptr;
  std::unique_ptr<Clock::Alarm> tick;
  Instant ticked{};
  bool is_started = false;
  bool is_stopped = false;
};

HttpServer::HttpServer(asio::any_io_executor loop, Clock& clock, Log& log, HttpServerOptions options, Handler handler)
    : state_(std::make_shared<State>(std::move(loop), clock, log, std::move(options), std::move(handler))) {}

HttpServer::~HttpServer() {
  ensure(!state_->is_started || state_->is_stopped, "an HTTP server is stopped before it goes");
  for (State::Listener const& listener : state_->listeners) {
    if (!listener.unix_path.empty()) ::unlink(listener.unix_path.c_str());
  }
}

Result<void> HttpServer::listen(std::string_view address) {
  ensure(!state_->is_started, "addresses are bound before the server starts");
  constexpr std::string_view unix_scheme = "unix:";
  if (address.starts_with(unix_scheme)) return state_->listen_unix(address.substr(unix_scheme.size()));
  return state_->listen_tcp(address);
}

Result<void> HttpServer::State::bind(Acceptor& acceptor, Protocol::endpoint const& endpoint, std::string_view address) {
  try {
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(asio::socket_base::max_listen_connections);
  } catch (boost::system::system_error const& failure) {
    return error(Code::environment,
                 "Cannot listen on " + std::string(address) + ": " + failure.code().message() +
                     ". Is another gateway running, or the address not of this machine?",
                 failure.what());
  }
  return {};
}

Result<void> HttpServer::State::listen_tcp(std::string_view address) {
  auto const endpoint = parse_endpoint(address);
  if (!endpoint) return std::unexpected(endpoint.error());
  Acceptor acceptor(loop);
  auto const bound = bind(acceptor, Protocol::endpoint(*endpoint), address);
  if (bound) listeners.push_back({std::move(acceptor), {}});
  return bound;
}

Result<void> HttpServer::State::listen_unix(std::string_view address) {
  std::string const path(address);
  if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path)) {
    return error(Code::bad_input, "The path of the shell's socket is empty or too long: " + path);
  }
  asio::local::stream_protocol::endpoint const endpoint(path);
  // A socket that nobody answers is left over from a process that was killed.
  asio::local::stream_protocol::socket probe(loop);
  boost::system::error_code dead;
  probe.connect(endpoint, dead);
  if (!dead) return error(Code::environment, "Another gateway listens on " + path + ". Stop it first.");
  if (dead == asio::error::connection_refused) ::unlink(path.c_str());
  Acceptor acceptor(loop);
  mode_t const before = ::umask(0177);  // 0600 from the first moment: whoever may open it, acts as anybody
  auto const bound = bind(acceptor, Protocol::endpoint(endpoint), path);
  ::umask(before);
  if (bound) listeners.push_back({std::move(acceptor), path});
  return bound;
}

void HttpServer::start() {
  state_->is_started = true;
  for (State::Listener& listener : state_->listeners) state_->acceptors.start("accept", state_->accept_from(listener));
  state_->ticked = state_->service.clock.now();
  state_->keep_ticking();
}

Task<void> HttpServer::State::accept_from(Listener& listener) {
  auto const token = asio::as_tuple(asio::use_awaitable);
  while (!service.is_stopping) {
    auto [failure, socket] = co_await listener.acceptor.async_accept(token);
    if (service.is_stopping || failure == asio::error::operation_aborted) break;
    if (failure) {
      service.log.warning("accept_failed", {{"why", failure.message()}});
      co_await sleep_until(service.clock, service.clock.now() + accept_pause);
      continue;
    }
    admit(std::move(socket), !listener.unix_path.empty());
  }
}

void HttpServer::State::admit(HttpSocket socket, bool is_local) {
  std::string address = is_local ? "local" : peer_address(socket);
  boost::system::error_code ignored;
  if (!is_local) socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  if (sessions.size() >= service.options.limits.connections_max) return turn_away(socket, HttpRefusal::connections);
  if (!may_enter(address, is_local)) return turn_away(socket, HttpRefusal::connections_of_address);
  ++per_address[address];
  sessions.emplace_back(service, std::move(socket), std::move(address), is_local);
  auto const session = std::prev(sessions.end());
  auto const ended = [this, session](std::exception_ptr const& thrown) {
    if (thrown) service.log.error("connection_failed", {});
    left(session);
  };
  asio::co_spawn(loop, session->run(), asio::bind_cancellation_slot(session->cancellation(), ended));
}

bool HttpServer::State::may_enter(std::string const& address, bool is_local) {
  HttpServerOptions const& options = service.options;
  auto const counted = per_address.find(address);
  if (counted == per_address.end() || counted->second < options.limits.connections_per_address_max) return true;
  return is_local || any_contains(options.uncounted, address) || any_contains(options.trusted_proxies, address);
}

// One try to say why, without waiting: whoever fills the house gets no more of our time.
void HttpServer::State::turn_away(HttpSocket& socket, HttpRefusal refusal) {
  service.refused(refusal);
  HttpResponse const response = problem(503, "Too many connections. Try again in a few seconds.");
  std::string const answer = response_head(response, service.date_now(), false, false) + response.body;
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(answer), 0, ignored);
  socket.shutdown(asio::socket_base::shutdown_send, ignored);
}

void HttpServer::State::left(std::list<HttpSession>::iterator session) {
  auto const counted = per_address.find(session->address());
  if (--counted->second == 0) per_address.erase(counted);
  sessions.erase(session);
  if (sessions.empty() && all_gone != nullptr) all_gone->arrive();
}

// The clock was set, or nobody ran: the process was stopped, the machine slept. None of that is the peers' doing, so
// the time of what each is at begins anew.
void HttpServer::State::forgive_jump(Instant now) {
  Milliseconds const passed = now - std::exchange(ticked, now);
  bool const is_jump = passed < Milliseconds(0) || passed > jump_min;
  if (!is_jump) return;
  for (HttpSession& session : sessions) session.renew();
}

void HttpServer::State::keep_ticking() {
  tick = service.clock.call_at(service.clock.now() + tick_time, [this] {
    forgive_jump(service.clock.now());
    in_loop([](State& state) {
      Instant const now = state.service.clock.now();
      for (HttpSession& session : state.sessions) session.tick(now);
    });
    keep_ticking();
  });
}

// Cancelling is for the loop alone: from outside Asio (1.81) would keep a bare pointer to a task that may end before.
void HttpServer::State::in_loop(void (*work)(State& state)) {
  asio::dispatch(loop, [weak = weak_from_this(), work] {
    if (auto const state = weak.lock()) work(*state);
  });
}

Task<void> HttpServer::stop() {
  State& state = *state_;
  state.service.is_stopping = true;
  for (State::Listener& listener : state.listeners) {
    boost::system::error_code ignored;
    listener.acceptor.close(ignored);
  }
  state.acceptors.cancel();
  co_await state.acceptors.join();
  for (HttpSession& session : state.sessions) session.stop();
  auto const late =
      state.service.clock.call_at(state.service.clock.now() + state.service.options.limits.stop_time, [&] {
        state.in_loop([](State& stopping) {
          for (HttpSession& session : stopping.sessions) session.abort();
        });
      });
  if (!state.sessions.empty()) {
    Arrival gone(state.loop);
    state.all_gone = &gone;
    co_await gone.wait();
    state.all_gone = nullptr;
  }
  state.tick.reset();
  state.is_stopped = true;
}

std::uint16_t HttpServer::port(std::size_t n) const {
  for (State::Listener const& listener : state_->listeners) {
    if (!listener.unix_path.empty()) continue;
    if (n-- > 0) continue;
    auto const bound = listener.acceptor.local_endpoint();
    asio::ip::tcp::endpoint address;
    std::memcpy(address.data(), bound.data(), bound.size());
    address.resize(bound.size());
    return address.port();
  }
  return 0;
}

std::size_t HttpServer::connections() const { return state_->sessions.size(); }

void ignore_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

void raise_open_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  rlim_t const wanted = connections_max_standard + descriptors_kept;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace base
