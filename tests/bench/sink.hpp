// Twilio's API as far as sending a text meets it: every POST to it is a text taken, answered 201 with an id of its own.
// One thread beside the load generator's.
#pragma once

#include "tests/bench/socket.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace bench {

class Sink {
 public:
  Sink();
  Sink(Sink const&) = delete;
  Sink& operator=(Sink const&) = delete;
  ~Sink();

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::uint64_t arrived() const { return arrived_; }

 private:
  void serve();

  Descriptor listener_;
  int port_ = 0;
  Descriptor stop_;
  std::atomic<std::uint64_t> arrived_ = 0;
  std::jthread thread_;
};

}  // namespace bench
