#include "tests/system/faults/stand_in.hpp"

#include "tests/system/serving.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace support {

namespace {

// The request once it is whole.
std::optional<Asked> read_request(std::string const& bytes) {
  std::size_t const end = bytes.find("\r\n\r\n");
  if (end == std::string::npos) return std::nullopt;
  std::string_view const head = std::string_view(bytes).substr(0, end);
  std::size_t length = 0;
  constexpr std::string_view name = "Content-Length: ";
  if (std::size_t const at = head.find(name); at != std::string_view::npos)
    std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
  if (bytes.size() < end + 4 + length) return std::nullopt;
  std::size_t const method_end = bytes.find(' ');
  std::size_t const target_end = bytes.find(' ', method_end + 1);
  return Asked{bytes.substr(0, method_end), bytes.substr(method_end + 1, target_end - method_end - 1),
               bytes.substr(end + 4, length)};
}

std::string answer_of(int status, std::string_view type, std::size_t length, std::string_view body) {
  return "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(length) + "\r\nConnection: close\r\n\r\n" + std::string(body);
}

}  // namespace

Behaviour says(int status, std::string_view body, std::string_view type) {
  return {.bytes = answer_of(status, type, body.size(), body)};
}
Behaviour says_nothing_for_ever() { return {.bytes = {}, .hangs = true}; }
Behaviour closes_without_a_word() { return {}; }
Behaviour says_half(std::string_view body) {
  return {.bytes = answer_of(200, "application/json", body.size() * 2, body)};
}

StandIn::StandIn(Decide decide) : decide_(std::move(decide)) {
  Listening const listening = listen_on_loopback();
  listener_ = listening.socket;
  port_ = listening.port;
  thread_ = std::jthread([this] { serve(); });
}

StandIn::~StandIn() {
  {
    std::lock_guard const lock(mutex_);
    is_ending_ = true;
    for (int const connection : open_) ::shutdown(connection, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  connections_.clear();
  ::close(listener_);
}

std::vector<Asked> StandIn::asked() const {
  std::lock_guard const lock(mutex_);
  return asked_;
}

int StandIn::count(std::string_view method) const {
  std::lock_guard const lock(mutex_);
  return static_cast<int>(std::ranges::count(asked_, method, &Asked::method));
}

void StandIn::serve() {
  for (;;) {
    int const connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    {
      std::lock_guard const lock(mutex_);
      open_.insert(connection);
      if (is_ending_) ::shutdown(connection, SHUT_RDWR);
    }
    connections_.emplace_back([this, connection] {
      answer(connection);
      std::lock_guard const lock(mutex_);
      open_.erase(connection);
      ::close(connection);
    });
  }
}

void StandIn::answer(int connection) {
  std::string bytes;
  std::array<char, 8192> buffer{};
  std::optional<Asked> request;
  while (!request) {
    ssize_t const got = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (got <= 0) return;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    request = read_request(bytes);
  }
  int before = 0;
  {
    std::lock_guard const lock(mutex_);
    before = static_cast<int>(asked_.size());
    asked_.push_back(*request);
  }
  Behaviour const behaviour = decide_(*request, before);
  ::send(connection, behaviour.bytes.data(), behaviour.bytes.size(), MSG_NOSIGNAL);
  while (behaviour.hangs && ::recv(connection, buffer.data(), buffer.size(), 0) > 0) {
  }
}

}  // namespace support
