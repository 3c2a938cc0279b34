// A clock that stands until a test moves it. `advance` rings every alarm on the way, in order of time, each at its own
// moment; alarms that are due already ring at the next `advance`, also of nothing. `step` sets the clock forward or
// back as an administrator does: no alarm rings by it, and each rings when as much time has passed as it would have
// without. Threads: `now` any, the rest one.
#pragma once

#include "gateway/base/clock.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace support {

class ManualClock final : public base::Clock {
 public:
  // 2026-11-23T10:00:00Z unless said.
  explicit ManualClock(base::Instant start = base::Instant{std::chrono::milliseconds{1'795'428'000'000}});

  [[nodiscard]] base::Instant now() const override;
  [[nodiscard]] std::unique_ptr<Alarm> call_at(base::Instant when, std::move_only_function<void()> call) override;

  void advance(base::Milliseconds by);
  void advance_to(base::Instant when);
  void step(base::Milliseconds by) { stepped_ += by.count(); }
  // When the next alarm rings; nothing: none waits.
  [[nodiscard]] std::optional<base::Instant> next() const;
  // How many alarms wait.
  [[nodiscard]] std::size_t alarms() const;

 private:
  using Key = std::pair<base::Instant, std::uint64_t>;  // as the clock would show without its steps
  using Calls = std::map<Key, std::move_only_function<void()>>;
  class Entry;

  [[nodiscard]] base::Milliseconds stepped() const { return base::Milliseconds{stepped_.load()}; }

  std::atomic<std::int64_t> now_;  // without the steps
  std::atomic<std::int64_t> stepped_ = 0;
  std::uint64_t made_ = 0;
  std::shared_ptr<Calls> calls_ = std::make_shared<Calls>();
};

}  // namespace support
