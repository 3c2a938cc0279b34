// Time, handed in. Inside the house time is UTC milliseconds; zones matter only where people read.
// `call_at` is the one way to be woken later: the outbox, timers and deadlines use it, and a test's ManualClock moves
// them all by `advance`.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace base {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;

class Clock {
 public:
  // Forgets the call when destroyed.
  class Alarm {
   public:
    virtual ~Alarm() = default;
  };

  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  // Calls `call` once, on the loop thread, not before `when`. Threads: loop thread only.
  [[nodiscard]] virtual std::unique_ptr<Alarm> call_at(Instant when, std::move_only_function<void()> call) = 0;
};

}  // namespace base
