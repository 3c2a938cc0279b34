// The built program over a folder of its own: configuration, key and database in it, started, killed and started again.
// And a sink that plays a provider's API in a thread of the test.
#pragma once

#include "tests/support/house.hpp"
#include "tests/support/process.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace support {

// Answers every POST with 200 and an id, and counts each text by the id that the gateway gave it.
class ThreadedSink {
 public:
  ThreadedSink();
  ThreadedSink(ThreadedSink const&) = delete;
  ThreadedSink& operator=(ThreadedSink const&) = delete;
  ~ThreadedSink();

  [[nodiscard]] int port() const { return port_; }
  // How often each of our message ids arrived.
  [[nodiscard]] std::map<std::string, int> arrivals() const;

 private:
  void serve();
  void answer(int connection);

  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, int> arrivals_;
  std::jthread thread_;
};

class Serving {
 public:
  // `channels`: TOML of the [[channel]] tables.
  explicit Serving(std::string const& channels);

  void start();  // and waits until it is ready
  void kill();   // SIGKILL
  void signal(int number) { process_->signal(number); }
  int stop();  // SIGTERM: its exit code
  [[nodiscard]] int port() const { return port_; }
  // Waits until the outbox owes nobody anything.
  [[nodiscard]] bool has_sent_all() const;
  [[nodiscard]] std::filesystem::path const& folder() const { return folder_.path(); }
  [[nodiscard]] std::string output() const { return process_ ? process_->output() : std::string(); }
  // Another command of the program on the same configuration; its output.
  [[nodiscard]] std::string command(std::vector<std::string> words);

 private:
  Folder folder_;
  int port_;
  int metrics_port_;
  std::unique_ptr<Process> process_;
};

}  // namespace support
