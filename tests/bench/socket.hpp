// Loopback sockets and just as much of HTTP as a load generator and a sink need. Threads: values.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace bench {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_ = -1;
};

// Throws if nobody listens.
[[nodiscard]] Descriptor connect_to(int port);
// A port on loopback, and which.
[[nodiscard]] std::pair<Descriptor, int> listen_anywhere();

struct AnswerHead {
  int status = 0;
  std::size_t whole_size = 0;  // head and body
  bool has_retry_after = false;
  bool closes = false;
};
// Nothing while the head is not whole.
[[nodiscard]] std::optional<AnswerHead> read_head(std::string_view answer);

// The size of a whole request, once its head is there.
[[nodiscard]] std::optional<std::size_t> request_size(std::string_view request);

}  // namespace bench
