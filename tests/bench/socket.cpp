#include "tests/bench/socket.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace bench {

namespace {

constexpr int backlog = 4096;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The value of a header, by its name in lower case with the colon.
std::optional<std::string_view> header(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at)) {
    at += 2;
    std::string_view line = head.substr(at);
    if (line.size() <= name.size() || !std::ranges::equal(line.substr(0, name.size()), name, {}, lower)) continue;
    line = line.substr(name.size(), line.find("\r\n") - name.size());
    while (line.starts_with(' ')) line.remove_prefix(1);
    return line;
  }
  return std::nullopt;
}

std::size_t body_size(std::string_view head) {
  std::size_t size = 0;
  std::string_view const text = header(head, "content-length:").value_or("0");
  std::from_chars(text.data(), text.data() + text.size(), size);
  return size;
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

Descriptor connect_to(int port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in const address = loopback(port);
  int const on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
    throw std::runtime_error("nobody listens on port " + std::to_string(port));
  return socket;
}

std::pair<Descriptor, int> listen_anywhere() {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket.get(), backlog) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port to listen on");
  }
  return {std::move(socket), ntohs(address.sin_port)};
}

std::optional<AnswerHead> read_head(std::string_view answer) {
  std::size_t const end = answer.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view const head = answer.substr(0, end + 2);
  AnswerHead read;
  constexpr std::size_t status_at = std::string_view("HTTP/1.1 ").size();
  if (head.size() > status_at + 3) std::from_chars(head.data() + status_at, head.data() + status_at + 3, read.status);
  read.whole_size = end + 4 + body_size(head);
  read.has_retry_after = header(head, "retry-after:").has_value();
  std::string_view const connection = header(head, "connection:").value_or("");
  read.closes = connection.starts_with('c') || connection.starts_with('C');
  return read;
}

std::optional<std::size_t> request_size(std::string_view request) {
  std::size_t const end = request.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  return end + 4 + body_size(request.substr(0, end + 2));
}

}  // namespace bench
