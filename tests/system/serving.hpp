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

// A socket that listens on a free port of loopback.
struct Listening {
  int socket = -1;
  int port = 0;
};
[[nodiscard]] Listening listen_on_loopback();

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

// TOML of a `local` channel whose texts go to a port of the test.
[[nodiscard]] std::string local_channel(int api_port, std::string const& id = "lo");

// An invented mobile in Qatar.
[[nodiscard]] std::string person(int number);

struct ServingSetup {
  std::string channels{};             // TOML of the [[channel]] tables
  std::filesystem::path store{};      // where the database is to lie; empty: the folder of the test
  std::vector<std::string> within{};  // what starts the program and becomes it: "prlimit", "--nofile=64:64"
};

// How a command of the program ended.
struct Ended {
  int exit = -1;
  std::string output;
};

class Serving {
 public:
  // `channels`: TOML of the [[channel]] tables.
  explicit Serving(std::string const& channels);
  explicit Serving(ServingSetup setup);

  void start(std::vector<std::string> options = {});  // and waits until it is ready
  void kill();                                        // SIGKILL
  void signal(int number) { process_->signal(number); }
  int stop();  // SIGTERM: its exit code
  [[nodiscard]] bool runs() { return process_->runs(); }
  [[nodiscard]] pid_t pid() const { return process_->pid(); }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int metrics_port() const { return metrics_port_; }
  [[nodiscard]] std::string metrics() const { return http(metrics_port_, "GET", "/metrics").body; }
  // A text through a `local` channel.
  [[nodiscard]] Answer text(std::string const& id, std::string const& from, std::string const& words,
                            std::string const& channel = "lo") const;
  // Waits until the outbox owes nobody anything.
  [[nodiscard]] bool has_sent_all() const;
  [[nodiscard]] std::filesystem::path const& folder() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path database() const { return store_ / "saathi.db"; }
  [[nodiscard]] std::string output() const { return process_ ? process_->output() : std::string(); }
  // Another command of the program on the same configuration.
  [[nodiscard]] Ended run(std::vector<std::string> words);
  // Its output alone.
  [[nodiscard]] std::string command(std::vector<std::string> words) { return run(std::move(words)).output; }

 private:
  void write_key() const;
  [[nodiscard]] std::vector<std::string> words_of(std::vector<std::string> words) const;

  Folder folder_;
  std::filesystem::path store_;
  std::vector<std::string> within_;
  int port_;
  int metrics_port_;
  std::unique_ptr<Process> process_;
};

}  // namespace support
