// Structured coroutines: nothing is detached. An owner has a TaskGroup; its children are named, cancelled and joined.
// A Wakeup is how a background task sleeps: until a moment of the injected clock, or until somebody notifies it.
// `with_deadline` (deadline.hpp) bounds any task. Threads: loop thread only.
//   TaskGroup group(executor, log);
//   group.start("outbox", outbox.run());
//   group.cancel();
//   co_await group.join();
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace base {

class TaskGroup {
 public:
  TaskGroup(boost::asio::any_io_executor loop, Log& log);
  // Invariant: all children have ended; else the program ends, because they would outlive what they use.
  ~TaskGroup();
  TaskGroup(TaskGroup const&) = delete;
  TaskGroup& operator=(TaskGroup const&) = delete;

  // Starts a child. One that ends by an exception is logged as error `task_failed` with its name, and `failed` counts
  // it; an end by cancellation is silent.
  void start(std::string name, Task<void> task);
  // Asks every child to end: what it awaits ends with operation_aborted. A child started later is not concerned.
  void cancel();
  // Returns when no child is left.
  [[nodiscard]] Task<void> join();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t failed() const;
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  struct Children;
  std::shared_ptr<Children> children_;
};

class Wakeup {
 public:
  Wakeup(boost::asio::any_io_executor const& loop, Clock& clock);
  ~Wakeup();
  Wakeup(Wakeup const&) = delete;
  Wakeup& operator=(Wakeup const&) = delete;

  // Ends the present wait, or the next one if nobody waits. Several before one wait count as one.
  void notify();
  // Returns at `when` or when notified; throws operation_aborted when cancelled. One waiter at a time.
  [[nodiscard]] Task<void> wait_until(Instant when);
  // Returns when notified only.
  [[nodiscard]] Task<void> wait();

 private:
  struct Sleeper;
  Clock& clock_;
  std::unique_ptr<Sleeper> sleeper_;
};

// Sleeps by the injected clock; throws operation_aborted when cancelled.
[[nodiscard]] Task<void> sleep_until(Clock& clock, Instant when);

// The error with which a cancelled wait ends.
[[nodiscard]] bool is_cancelled(std::exception const& exception);

}  // namespace base
