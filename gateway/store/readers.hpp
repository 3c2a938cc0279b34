// A few threads that read, each on a connection of its own, so that a slow list delays no message.
// Threads: `add` from any; units and `done` run on one of these threads, or where `work` is called if there are none.
#pragma once

#include "gateway/store/engine.hpp"
#include "gateway/store/transaction.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace store {

// Reads that may wait, over all readers; then callers hear "busy".
inline constexpr std::size_t read_queue_max = 1024;

// What a unit's exception means for its caller.
[[nodiscard]] std::optional<base::Error> guarded(std::function<std::optional<base::Error>()> const& work);

struct ReadJob {
  std::move_only_function<std::optional<base::Error>(Snapshot&)> unit;
  Instant now{};
  std::move_only_function<void(std::optional<base::Error>)> done;
};

class Readers {
 public:
  // `has_work`: instead of threads; asks for one call of `work`.
  Readers(std::vector<std::unique_ptr<Connection>> connections, Sealer& sealer, std::function<void()> has_work = {});
  ~Readers() { close(); }

  // Busy if too many wait, or it is closed; then `done` is not called.
  [[nodiscard]] std::optional<base::Error> add(ReadJob& job);
  // Does one read that waits, for readers without threads.
  void work();
  // Finishes what waits.
  void close();
  [[nodiscard]] bool is_this_thread() const;
  // Reads that wait or run; one that is no longer among them has called its `done`.
  [[nodiscard]] std::size_t unfinished() const { return unfinished_; }

 private:
  void run(Connection& connection);
  [[nodiscard]] std::optional<base::Error> run_unit(Connection& connection, ReadJob& job);

  Sealer& sealer_;
  std::function<void()> has_work_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::mutex mutex_;
  std::condition_variable has_jobs_;
  std::deque<ReadJob> jobs_;
  bool is_closing_ = false;
  std::atomic<std::size_t> unfinished_ = 0;
  std::vector<std::thread> threads_;  // last: they use all of the above
};

}  // namespace store
