// The other end of a connection, byte by byte: what a test sends is exactly what arrives, however wrong it is. Never
// waits: `pump` reads what is there, Loop::until does the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace base_test {

class Wire {
 public:
  explicit Wire(std::uint16_t port);  // to 127.0.0.1
  explicit Wire(std::string const& unix_path);
  explicit Wire(int accepted) : socket_(accepted) {}
  ~Wire();
  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&&) = delete;

  void send(std::string_view bytes);
  // As much as the system takes without waiting; how much that was.
  std::size_t send_some(std::string_view bytes);
  void pump();
  void end_sending();
  void reset();  // RST: the peer sees a connection that died
  void close();

  [[nodiscard]] std::string const& received() const { return received_; }
  [[nodiscard]] bool is_closed() const { return is_closed_; }
  // Whole answers (or requests) received so far, each with the body that its Content-Length says.
  [[nodiscard]] std::size_t messages() const;
  [[nodiscard]] std::string message(std::size_t n) const;

 private:
  int socket_ = -1;
  std::string received_;
  bool is_closed_ = false;
};

// A listening socket of the test's own on loopback.
class Sink {
 public:
  Sink();
  ~Sink();
  Sink(Sink const&) = delete;
  Sink& operator=(Sink const&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // The next connection, or -1 if none comes within so many milliseconds.
  [[nodiscard]] int accept(int wait_ms = 0) const;

 private:
  int socket_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace base_test
