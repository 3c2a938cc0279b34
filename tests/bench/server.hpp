// The built gateway over a copied store, started as a hotline starts it: one Twilio channel, whose API is the sink.
// Ended with its owner, by its process id.
#pragma once

#include "tests/bench/traffic.hpp"
#include "tests/support/process.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bench {

struct ServerPlan {
  std::filesystem::path folder;        // emptied, then filled
  std::filesystem::path seed{};        // a folder with a store; empty: an empty store
  std::string sink;                    // the provider's API
  std::vector<std::string> wrapper{};  // what the program runs under: valgrind and its options
};

class Server {
 public:
  explicit Server(ServerPlan const& plan);

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return process_->pid(); }
  // From exec to the first 200 of /readyz.
  [[nodiscard]] double ready_after_seconds() const { return ready_after_; }
  // Rows of the outbox that are still owed.
  [[nodiscard]] std::uint64_t owed() const;
  // SIGTERM, and waits.
  void stop();
  [[nodiscard]] std::string output() const { return process_->output(); }

 private:
  int port_;
  int metrics_port_;
  double ready_after_ = 0;
  std::unique_ptr<support::Process> process_;
};

// How the load generator writes to it.
[[nodiscard]] Target server_target();

}  // namespace bench
