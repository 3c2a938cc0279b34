// Where messages end: every request is counted and answered at once. As Twilio's API it answers a send with 201 and an
// id of its own; as Kannel's SMS centre and Kannel's application with a line of text. Threads: one of its own, beside
// the load generator's.
#pragma once

#include "tests/bench/socket.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace bench {

class Sink {
 public:
  enum class Role : std::uint8_t { twilio, kannel, application };

  explicit Sink(Role role = Role::twilio);
  Sink(Sink const&) = delete;
  Sink& operator=(Sink const&) = delete;
  ~Sink();

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::uint64_t arrived() const { return arrived_; }

 private:
  void serve();

  Role role_;
  Descriptor listener_;
  int port_ = 0;
  Descriptor stop_;
  std::atomic<std::uint64_t> arrived_ = 0;
  std::jthread thread_;
};

}  // namespace bench
