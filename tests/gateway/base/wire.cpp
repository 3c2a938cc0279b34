#include "tests/gateway/base/wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace base_test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void must(bool worked, char const* what) {
  if (!worked) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

// End of the message that begins at `from`, or npos if it is not whole.
std::size_t end_of_message(std::string_view text, std::size_t from) {
  std::size_t const blank = text.find("\r\n\r\n", from);
  if (blank == std::string_view::npos) return std::string_view::npos;
  constexpr std::string_view name = "Content-Length: ";
  std::string_view const head = text.substr(from, blank - from);
  std::size_t length = 0;
  std::size_t const place = head.find(name);
  if (place != std::string_view::npos) {
    std::string_view const digits = head.substr(place + name.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
  }
  std::size_t const end = blank + 4 + length;
  return end <= text.size() ? end : std::string_view::npos;
}

}  // namespace

Wire::Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in const address = loopback(port);
  must(::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0, "connect");
}

Wire::Wire(std::string const& unix_path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::ranges::copy(unix_path, address.sun_path);
  must(::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0, "connect");
}

Wire::Wire(Wire&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)), is_closed_(other.is_closed_) {}

Wire::~Wire() { close(); }

void Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    must(sent > 0, "send");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t Wire::send_some(std::string_view bytes) {
  ssize_t const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void Wire::pump() {
  std::array<char, 65536> bytes{};
  while (socket_ >= 0 && !is_closed_) {
    ssize_t const got = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got > 0) received_.append(bytes.data(), static_cast<std::size_t>(got));
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (got <= 0) is_closed_ = true;
  }
}

void Wire::end_sending() { ::shutdown(socket_, SHUT_WR); }

void Wire::reset() {
  linger const at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void Wire::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

std::size_t Wire::messages() const {
  std::size_t count = 0;
  std::size_t from = 0;
  while (from < received_.size()) {
    from = end_of_message(received_, from);
    if (from == std::string::npos) break;
    ++count;
  }
  return count;
}

std::string Wire::message(std::size_t n) const {
  std::size_t from = 0;
  for (std::size_t passed = 0; passed < n; ++passed) from = end_of_message(received_, from);
  return received_.substr(from, end_of_message(received_, from) - from);
}

Sink::Sink() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  sockaddr_in address = loopback(0);
  must(::bind(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0, "bind");
  must(::listen(socket_, 64) == 0, "listen");
  socklen_t size = sizeof address;
  must(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
}

Sink::~Sink() { ::close(socket_); }

int Sink::accept(int wait_ms) const {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, wait_ms) <= 0) return -1;
  return ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
}

}  // namespace base_test
