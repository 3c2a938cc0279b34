// The one writer: a thread that takes every unit that waits, runs them one after the other, and commits them together.
// Units seldom fail, and those that do mostly before they wrote anything: so they run without a savepoint, which would
// copy every page that a unit changes. When one fails that wrote, all are taken back and run again, each in a
// savepoint.
//   rate = B / (F + c * B): F is one flush of the disk, c the work of one unit, B how many share the commit. Under load
//   B grows by itself, because units gather while the flush before them runs; with one unit alone nothing waits for
//   others.
// Threads: `add` and `health` from any; units and `done` run on the writer's thread, or where `work` is called if it
// has none.
#pragma once

#include "gateway/store/engine.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/transaction.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace store {

// Units that may wait. At a tenth of the measured rate this is two seconds of work; then callers hear "busy".
inline constexpr std::size_t write_queue_max = 4096;
// Units that share one commit: bounds how long the first of them waits for the last (some 20 ms of work).
inline constexpr std::size_t units_per_commit_max = 256;
// While nothing can be written, or a log still holds what was erased, how often the writer tries by itself.
inline constexpr std::chrono::milliseconds probe_every{1000};

// Nothing: it is on disk.
using Done = std::move_only_function<void(std::optional<base::Error>)>;

struct WriteJob {
  std::move_only_function<std::optional<base::Error>(Transaction&)> unit;
  Instant now{};
  Done done;
};

class Writer {
 public:
  struct Parts {
    Connection& connection;
    Sealer& sealer;
    std::function<std::int64_t()> next_id;
    base::Random& random;
    std::function<std::optional<base::Error>()> before_commit;
    std::function<void(Changes)> committed;
    std::function<void()> has_work{};  // instead of a thread: asks for one call of `work`
  };
  explicit Writer(Parts parts);
  ~Writer() { close(); }

  // Busy if too many wait, or it is closed; then `done` is not called.
  [[nodiscard]] std::optional<base::Error> add(WriteJob& job);
  // Commits what waits, for a writer without a thread.
  void work();
  // Finishes what waits.
  void close();

  [[nodiscard]] Health health() const;
  [[nodiscard]] Counts counts() const;
  // How many there were, failed ones not counted. Rises before the first `done` of a commit is called.
  [[nodiscard]] std::uint64_t commits() const { return commits_; }
  [[nodiscard]] bool is_this_thread() const { return thread_.get_id() == std::this_thread::get_id(); }

 private:
  void run();
  [[nodiscard]] std::vector<WriteJob> wait_for_jobs();
  [[nodiscard]] std::vector<WriteJob> take_jobs();
  void commit(std::vector<WriteJob>& jobs);
  enum class Guard { none, savepoint };
  // The outcomes; why none of them is in the store.
  [[nodiscard]] std::optional<base::Error> run_all(std::vector<WriteJob>& jobs, Guard guard,
                                                   std::vector<std::optional<base::Error>>& outcomes);
  [[nodiscard]] std::optional<base::Error> run_unit(WriteJob& job, Guard guard);
  [[nodiscard]] std::optional<base::Error> call_unit(WriteJob& job);
  [[nodiscard]] std::optional<base::Error> end_commit();
  void drop_commit();
  void probe();
  void scrub();
  void note_health(std::optional<base::Error> const& failure);

  Parts parts_;
  WriterState state_;
  bool is_scrub_due_ = false;  // somebody was erased, and the log still holds her
  bool is_spoiled_ = false;    // by a unit that failed after it wrote; of the commit under way
  mutable std::mutex mutex_;
  std::condition_variable has_jobs_;
  std::deque<WriteJob> jobs_;
  bool is_closing_ = false;
  Health health_;
  Counts counts_;
  std::atomic<std::uint64_t> commits_ = 0;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace store
