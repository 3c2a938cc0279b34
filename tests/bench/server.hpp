// The built gateway over a copied store, started as a hotline starts it: one Twilio channel, whose API is the sink.
// Ended with its owner, by its process id. Threads: one.
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
  std::filesystem::path prompts{};     // where recorded prompts are kept; empty: the server records them anew
  std::string sink;                    // the provider's API
  std::vector<std::string> wrapper{};  // what the program runs under: valgrind and its options
  std::filesystem::path program = support::saathi_program();
};

class Server {
 public:
  explicit Server(ServerPlan const& plan);

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return process_->pid(); }
  // From exec to the first 200 of /readyz.
  [[nodiscard]] double ready_after_seconds() const { return ready_after_; }
  // Connections that it holds now, as it says itself.
  [[nodiscard]] int connections() const;
  // SIGTERM, and waits.
  void stop();

 private:
  void await_prompts(std::filesystem::path const& folder, std::filesystem::path const& kept) const;

  int port_;
  int metrics_port_;
  double ready_after_ = 0;
  std::unique_ptr<support::Process> process_;
};

// How the load generator writes to it.
[[nodiscard]] Target server_target();

}  // namespace bench
