#include "gateway/base/http_session.hpp"

#include "gateway/base/forwarded.hpp"
#include "gateway/base/http_stream.hpp"
#include "gateway/base/tasks.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>
#include <ctime>

namespace base {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

// A first read takes an ordinary webhook whole; bodies are read in bigger steps.
constexpr std::size_t read_bytes_min = 2048;
constexpr std::size_t read_bytes_max = std::size_t{16} * 1024;
// After a refusal, what is still coming in is read and thrown away, so that the peer sees the answer and not a reset.
constexpr std::size_t linger_bytes_max = std::size_t{256} * 1024;
constexpr Milliseconds linger_time = std::chrono::seconds(2);
// How long a handler may take to notice that it was cancelled before the peer is let go.
constexpr Milliseconds abandon_time = std::chrono::seconds(5);

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

std::string_view to_std(beast::string_view text) { return {text.data(), text.size()}; }

bool is_clean(std::string_view text) {
  return std::ranges::none_of(text, [](char letter) { return letter == '\r' || letter == '\n' || letter == '\0'; });
}

class UnderWay {
 public:
  explicit UnderWay(std::size_t& count) : count_(count) { ++count_; }
  ~UnderWay() { --count_; }
  UnderWay(UnderWay const&) = delete;
  UnderWay& operator=(UnderWay const&) = delete;

 private:
  std::size_t& count_;
};

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

// Path and query of a request target: origin form, or absolute form as a proxy may send it.
std::string_view without_authority(std::string_view target) {
  std::size_t const scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return target;
  std::size_t const path = target.find('/', scheme + 3);
  return path == std::string_view::npos ? "/" : target.substr(path);
}

std::string_view say(int status) {
  switch (status) {
    case 400: return "This is not HTTP as RFC 9112 has it.";
    case 408: return "The request took too long to arrive.";
    case 413: return "The body is too large.";
    case 417: return "This expectation cannot be met.";
    case 431: return "The header is too large.";
    case 503: return "This took too long here. Try again.";
    default: return "Something went wrong here. Try again later.";
  }
}

}  // namespace

struct HttpSession::Reader {
  explicit Reader(std::size_t header_bytes_max) : buffer(header_bytes_max + read_bytes_min) {}
  beast::flat_buffer buffer;
  std::optional<http::request_parser<http::string_body>> parser;
};

std::string const& HttpService::date_now() {
  auto const now = std::chrono::floor<std::chrono::seconds>(clock.now());
  if (now.time_since_epoch().count() == date_second) return date;
  date_second = now.time_since_epoch().count();
  std::time_t const moment = date_second;
  std::tm parts{};
  gmtime_r(&moment, &parts);
  std::array<char, 40> text{};
  date.assign(text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
  return date;
}

std::string response_head(HttpResponse const& response, std::string_view date, bool keep, bool is_http_1_0) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  head += to_std(http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status))));
  for (HttpHeader const& header : response.headers) {
    if (!is_clean(header.name) || !is_clean(header.value)) continue;  // would be a second answer in the eyes of a proxy
    head += "\r\n" + header.name + ": " + header.value;
  }
  head += "\r\nDate: ";
  head += date;
  if (response.stream != nullptr) {
    if (!is_http_1_0) head += "\r\nTransfer-Encoding: chunked";
  } else if (!has_no_body(response.status)) {
    head += "\r\nContent-Length: " + std::to_string(response.body.size());
  }
  if (!keep) head += "\r\nConnection: close";
  if (keep && is_http_1_0) head += "\r\nConnection: keep-alive";
  return head += "\r\n\r\n";
}

HttpSession::HttpSession(HttpService& service, HttpSocket socket, std::string address, bool is_local)
    : service_(service),
      socket_(std::move(socket)),
      address_(std::move(address)),
      is_local_(is_local),
      reader_(std::make_unique<Reader>(service.options.limits.header_bytes_max)) {
  enter(Phase::idle);
}

HttpSession::~HttpSession() = default;

Task<void> HttpSession::run() {
  // A cancelled handler ends by what it awaits; the answer about it must still be written.
  co_await asio::this_coro::throw_if_cancelled(false);
  bool keep = true;
  while (keep && !service_.is_stopping) keep = co_await serve_one();
  boost::system::error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_both, ignored);
  socket_.close(ignored);
}

Task<bool> HttpSession::serve_one() {
  auto stopped = co_await read_header();
  if (!stopped) stopped = co_await read_body();
  if (stopped) {
    bool const keep = co_await refuse(*stopped);
    co_return keep;
  }
  auto const& parser = *reader_->parser;
  bool const wants_body = parser.get().method() != http::verb::head;
  bool const wants_keep = parser.keep_alive();
  HttpRequest request = take_request();
  enter(Phase::handling);
  HttpResponse response = co_await handle(std::move(request));
  if (response.stream != nullptr) {
    reader_->buffer.clear();  // what came behind the request is not read any more
    reader_->buffer.shrink_to_fit();
    co_await write_stream(std::move(response), wants_body);
    co_return false;
  }
  bool const keep = wants_keep && !is_late_ && !service_.is_stopping;
  bool const is_written = co_await write(response, keep, wants_body);
  if (reader_->buffer.size() == 0) reader_->buffer.shrink_to_fit();  // an idle connection holds no memory
  co_return is_written&& keep;
}

Task<bool> HttpSession::fill() {
  std::size_t const room = reader_->buffer.max_size() - reader_->buffer.size();
  std::size_t const wanted = phase_ == Phase::body ? read_bytes_max : read_bytes_min;
  auto const space = reader_->buffer.prepare(std::min(room, wanted));
  auto const [failure, bytes] = co_await socket_.async_read_some(space, as_result);
  reader_->buffer.commit(bytes);
  co_return !failure && bytes > 0 && !is_late_;
}

Task<std::optional<HttpSession::Stop>> HttpSession::read_header() {
  enter(Phase::idle);
  if (reader_->buffer.size() == 0) {
    bool const is_there = co_await fill();
    if (!is_there) co_return Stop{};
  }
  request_deadline_ = service_.clock.now() + service_.options.limits.request_time;
  enter(Phase::header);
  auto& parser = reader_->parser.emplace();
  parser.header_limit(static_cast<std::uint32_t>(service_.options.limits.header_bytes_max));
  parser.body_limit(boost::none);  // Boost 1.81 does not look at a limit set after the header: we count ourselves
  while (true) {
    boost::system::error_code failure;
    std::size_t const used = parser.put(reader_->buffer.data(), failure);
    reader_->buffer.consume(used);
    if (parser.is_header_done()) co_return check_header();
    if (failure == http::error::header_limit) co_return Stop{HttpRefusal::header_too_large, 431};
    if (failure && failure != http::error::need_more) co_return Stop{HttpRefusal::malformed, 400};
    if (reader_->buffer.size() == reader_->buffer.max_size()) co_return Stop{HttpRefusal::header_too_large, 431};
    bool const is_more = co_await fill();
    if (!is_more) co_return cut_short(HttpRefusal::header_too_slow);
  }
}

std::optional<HttpSession::Stop> HttpSession::check_header() {
  auto const& parser = *reader_->parser;
  auto const& header = parser.get();
  std::string_view const target = to_std(header.target());
  std::string_view const path = without_authority(target);
  if (!path.starts_with('/') && target != "*") return Stop{HttpRefusal::malformed, 400};
  if (header.version() == 11 && header.count(http::field::host) != 1) return Stop{HttpRefusal::malformed, 400};
  auto const& limit = service_.options.body_limit;
  body_bytes_max_ = limit ? limit(to_std(header.method_string()), path.substr(0, path.find('?')))
                          : service_.options.limits.body_bytes_max;
  auto const length = parser.content_length();
  if (length && *length > body_bytes_max_) return Stop{HttpRefusal::body_too_large, 413};
  if (header.count(http::field::expect) > 0 && !beast::iequals(header[http::field::expect], "100-continue")) {
    return Stop{HttpRefusal::malformed, 417};
  }
  return std::nullopt;
}

Task<std::optional<HttpSession::Stop>> HttpSession::read_body() {
  auto& parser = *reader_->parser;
  parser.eager(true);
  enter(Phase::body);
  bool const is_awaited = parser.get().count(http::field::expect) > 0 && parser.get().version() == 11;
  if (is_awaited && !parser.is_done() && reader_->buffer.size() == 0) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    auto const bytes = asio::buffer(go_on);
    co_await asio::async_write(socket_, bytes, as_result);
  }
  while (!parser.is_done()) {
    if (reader_->buffer.size() > 0) {
      boost::system::error_code failure;
      std::size_t const used = parser.put(reader_->buffer.data(), failure);
      reader_->buffer.consume(used);
      if (parser.get().body().size() > body_bytes_max_) co_return Stop{HttpRefusal::body_too_large, 413};
      if (failure && failure != http::error::need_more) co_return Stop{HttpRefusal::malformed, 400};
      if (parser.is_done()) break;
      if (reader_->buffer.size() == reader_->buffer.max_size()) co_return Stop{HttpRefusal::malformed, 400};
    }
    bool const is_more = co_await fill();
    if (!is_more) co_return cut_short(HttpRefusal::body_too_slow);
  }
  co_return std::nullopt;
}

HttpSession::Stop HttpSession::cut_short(HttpRefusal too_slow) const {
  if (!is_late_) return Stop{};
  bool const is_request_over = deadline_ == request_deadline_;
  return Stop{is_request_over ? HttpRefusal::request_too_slow : too_slow, 408};
}

HttpRequest HttpSession::take_request() {
  auto& parsed = reader_->parser->get();
  HttpRequest request;
  request.method = to_std(parsed.method_string());
  request.target = to_std(parsed.target());
  std::string_view const path = without_authority(request.target);
  std::size_t const question = path.find('?');
  request.path = path.substr(0, question);
  if (question != std::string_view::npos) request.query = path.substr(question + 1);
  for (auto const& field : parsed) {
    request.headers.push_back({std::string(to_std(field.name_string())), std::string(to_std(field.value()))});
  }
  request.body = std::move(parsed.body());
  request.peer = caller_address(request.headers, address_, service_.options.trusted_proxies);
  request.trusted_local = is_local_;
  return request;
}

Task<HttpResponse> HttpSession::handle(HttpRequest request) {
  if (service_.under_way >= service_.options.limits.requests_max) {
    service_.refused(HttpRefusal::requests);
    co_return problem(503, "Too much at once. Try again in a few seconds.");
  }
  UnderWay const this_one(service_.under_way);
  try {
    auto task = service_.handler(std::move(request));
    HttpResponse response = co_await std::move(task);
    co_return response;
  } catch (std::exception const& exception) {
    bool const is_our_doing = (is_late_ || service_.is_stopping) && is_cancelled(exception);
    if (!is_our_doing) service_.log.error("handler_failed", {{"why", exception.what()}});
  }
  if (is_late_ || service_.is_stopping) {
    service_.refused(HttpRefusal::request_too_slow);
    co_return problem(503, say(503));
  }
  service_.refused(HttpRefusal::handler_failed);
  co_return problem(500, say(500));
}

Task<bool> HttpSession::refuse(Stop stop) {
  if (!stop.why) co_return false;
  service_.refused(*stop.why);
  HttpResponse const response = problem(stop.status, say(stop.status));
  bool const is_written = co_await write(response, false, true);
  if (is_written) co_await linger();
  co_return false;
}

Task<bool> HttpSession::write(HttpResponse const& response, bool keep, bool has_body) {
  enter(Phase::writing);
  head_ = response_head(response, service_.date_now(), keep, is_http_1_0());
  bool const sends_body = has_body && !has_no_body(response.status);
  std::string_view const body = sends_body ? std::string_view(response.body) : std::string_view();
  std::array<asio::const_buffer, 2> const bytes{asio::buffer(head_), asio::buffer(body)};
  auto const [failure, written] = co_await asio::async_write(socket_, bytes, as_result);
  if (is_late_) service_.refused(HttpRefusal::write_too_slow);
  co_return !failure;
}

bool HttpSession::is_http_1_0() const {
  return reader_->parser && reader_->parser->is_header_done() && reader_->parser->get().version() < 11;
}

Task<void> HttpSession::linger() {
  enter(Phase::lingering);
  boost::system::error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  std::size_t dropped = 0;
  while (dropped < linger_bytes_max && !is_late_) {
    reader_->buffer.clear();
    auto const space = reader_->buffer.prepare(read_bytes_max);
    auto const [failure, bytes] = co_await socket_.async_read_some(space, as_result);
    if (failure || bytes == 0) break;
    dropped += bytes;
  }
}

void HttpSession::enter(Phase phase) {
  HttpLimits const& limits = service_.options.limits;
  Instant const now = service_.clock.now();
  phase_ = phase;
  is_late_ = false;
  switch (phase) {
    case Phase::idle: deadline_ = now + limits.idle_time; break;
    case Phase::header: deadline_ = std::min(now + limits.header_time, request_deadline_); break;
    case Phase::body: deadline_ = std::min(now + limits.body_time, request_deadline_); break;
    case Phase::handling: deadline_ = request_deadline_; break;
    case Phase::abandoned: deadline_ = now + abandon_time; break;
    case Phase::writing: deadline_ = now + limits.write_time; break;
    case Phase::streaming: deadline_ = Instant::max(); break;
    case Phase::lingering: deadline_ = now + linger_time; break;
  }
}

void HttpSession::renew() {
  bool const was_late = is_late_;
  request_deadline_ = service_.clock.now() + service_.options.limits.request_time;
  enter(phase_);
  is_late_ = was_late;
}

void HttpSession::tick(Instant now) {
  if (now < deadline_ || !socket_.is_open()) return;
  boost::system::error_code ignored;
  switch (phase_) {
    case Phase::idle:
    case Phase::header:
    case Phase::body:
      is_late_ = true;
      socket_.cancel(ignored);
      break;
    case Phase::handling:
      enter(Phase::abandoned);
      is_late_ = true;
      cancel_.emit(asio::cancellation_type::terminal);
      break;
    case Phase::streaming: break;
    case Phase::abandoned:
    case Phase::writing:
    case Phase::lingering:
      is_late_ = true;
      socket_.close(ignored);
      break;
  }
}

void HttpSession::stop() {
  boost::system::error_code ignored;
  if (phase_ == Phase::idle) socket_.cancel(ignored);
  if (stream_ != nullptr) stream_->end();
}

void HttpSession::abort() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  if (phase_ == Phase::handling || phase_ == Phase::streaming) cancel_.emit(asio::cancellation_type::terminal);
}

}  // namespace base
