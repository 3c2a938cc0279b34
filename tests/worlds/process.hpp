// The gateway's process in a world: the object graph of `saathi serve` on one thread, one life after another on the
// same files. When it is killed, the files are what they are at that instant; nothing of it reaches disk or network any
// more, and the next life begins on that picture of the disk. Threads: one.
#pragma once

#include "gateway/serve.hpp"
#include "tests/support/house.hpp"
#include "tests/worlds/network.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace worlds {

// At which instant the process is killed.
enum class Kill : std::uint8_t { before_commit, after_commit, sending, accepted };

class Process {
 public:
  struct Parts {
    support::Loop& loop;
    support::ManualClock& clock;
    Agenda& agenda;
    Dice& dice;
    Network& network;
    Trace& trace;
    std::uint64_t seed = 0;
    Fault fault = Fault::none;
  };
  explicit Process(Parts parts);
  ~Process();
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;

  // A webhook comes in; `answered` hears the status, or 0 if the process was not there or died over it.
  void bring(base::HttpRequest request, std::function<void(int status)> answered);
  // An act at the desk; `done` is called if the process lived to tell.
  void act(base::Task<bool> task, std::function<void(bool)> done);
  // Everything that can happen without time passing happens, in an order that the dice choose.
  void settle();

  // When the disk is ready with something that waits for it now.
  [[nodiscard]] std::optional<base::Instant> next() const;

  // Dies the n-th time that it comes to this point.
  void arm(Kill kill, int times);
  void disarm() { kill_.reset(); }
  void reach(Kill point);
  void die();
  [[nodiscard]] bool is_dead() const { return is_dead_; }
  [[nodiscard]] bool is_up() const { return gateway_ != nullptr && !is_dead_ && !is_stopping_; }
  // What is left of a dead process goes away.
  void bury();
  // The orderly end of `saathi serve`. Needs time to pass; over when `is_up` and `is_stopping` are false.
  void stop();
  [[nodiscard]] bool is_stopping() const { return is_stopping_; }
  void open();
  // While it is, no commit comes about.
  void fill_disk(bool full) { is_disk_full_ = full; }
  [[nodiscard]] bool is_disk_full() const { return is_disk_full_; }
  // At the end of a world: whatever is left goes.
  void end();

  // Something has changed in the store.
  std::function<void()> on_commit;

  [[nodiscard]] gateway::Gateway& gateway() { return *gateway_; }
  // Lines of the log that no world may bring about.
  [[nodiscard]] std::vector<std::string> const& log_errors() const { return log_errors_; }

 private:
  void copy_files(std::filesystem::path const& from, std::filesystem::path const& to) const;

  struct Armed {
    Kill kill = Kill::before_commit;
    int times = 1;
  };

  Parts parts_;
  support::Folder folder_;
  base::SeededRandom random_;
  std::vector<std::string> log_errors_;
  base::Log log_;
  std::unique_ptr<gateway::Gateway> gateway_;
  // Work of the store that waits for its turn, on a disk that is sometimes slow.
  struct Piece {
    base::Instant ready{};
    std::function<void()> work;
  };
  // One that is ready, chosen by the dice; nothing is waited for when the process ends.
  [[nodiscard]] std::function<void()> take_piece();
  std::vector<Piece> pieces_;
  std::optional<Armed> kill_;
  int life_ = 0;
  int under_way_ = 0;
  bool is_dead_ = false;
  bool is_stopping_ = false;
  bool has_stopped_ = false;
  bool is_disk_full_ = false;
};

}  // namespace worlds
