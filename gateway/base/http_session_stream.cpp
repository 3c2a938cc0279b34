// Answers whose bodies come by and by: a head that counts nothing, then piece after piece, in chunks for HTTP/1.1.
#include "gateway/base/http_session.hpp"
#include "gateway/base/http_stream.hpp"
#include "gateway/base/tasks.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <charconv>

namespace base {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

std::string chunk_of(std::string_view piece) {
  std::array<char, 16> size{};
  auto const end = std::to_chars(size.data(), size.data() + size.size(), piece.size(), 16);
  std::string chunk(size.data(), end.ptr);
  return chunk.append("\r\n").append(piece).append("\r\n");
}

}  // namespace

Task<bool> HttpSession::write_bytes(std::string bytes) {
  enter(Phase::writing);
  auto const buffer = asio::buffer(bytes);
  auto const [failure, written] = co_await asio::async_write(socket_, buffer, as_result);
  if (is_late_) service_.refused(HttpRefusal::write_too_slow);
  co_return !failure && !is_late_;
}

Task<void> HttpSession::write_stream(HttpResponse response, bool has_body) {
  stream_ = response.stream;
  bool const is_chunked = !is_http_1_0();
  std::string head = response_head(response, service_.date_now(), false, !is_chunked);
  bool goes_on = co_await write_bytes(std::move(head));
  if (service_.is_stopping) stream_->end();
  while (goes_on && has_body) {
    std::string piece = co_await next_of_stream();
    bool const is_last = piece.empty();
    if (is_last && !is_chunked) break;
    if (is_chunked) piece = chunk_of(piece);
    bool const is_written = co_await write_bytes(std::move(piece));
    goes_on = is_written && !is_last;
  }
  stream_.reset();
}

// Empty also where it failed: there is no answer left in which to say so.
Task<std::string> HttpSession::next_of_stream() {
  enter(Phase::streaming);
  try {
    Task<std::string> task = stream_->next();
    std::string piece = co_await std::move(task);
    co_return piece;
  } catch (std::exception const& exception) {
    if (!is_cancelled(exception)) service_.log.error("stream_failed", {{"why", exception.what()}});
  }
  co_return std::string();
}

}  // namespace base
