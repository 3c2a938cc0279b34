#include "tests/support/manual_clock.hpp"

#include <algorithm>

namespace support {

class ManualClock::Entry final : public base::Clock::Alarm {
 public:
  Entry(std::shared_ptr<Calls> calls, Key key) : calls_(std::move(calls)), key_(key) {}
  ~Entry() override { calls_->erase(key_); }
  Entry(Entry const&) = delete;
  Entry& operator=(Entry const&) = delete;

 private:
  std::shared_ptr<Calls> calls_;
  Key key_;
};

ManualClock::ManualClock(base::Instant start) : now_(start.time_since_epoch().count()) {}

base::Instant ManualClock::now() const { return base::Instant{base::Milliseconds{now_.load()}} + stepped(); }

std::unique_ptr<base::Clock::Alarm> ManualClock::call_at(base::Instant when, std::move_only_function<void()> call) {
  Key const key{when - stepped(), ++made_};
  calls_->emplace(key, std::move(call));
  return std::make_unique<Entry>(calls_, key);
}

void ManualClock::advance(base::Milliseconds by) { advance_to(now() + by); }

void ManualClock::advance_to(base::Instant when) {
  base::Instant const end = when - stepped();
  auto const reach = [this](base::Instant moment) {
    now_.store(std::max(now_.load(), std::int64_t{moment.time_since_epoch().count()}));
  };
  while (!calls_->empty() && calls_->begin()->first.first <= end) {
    auto node = calls_->extract(calls_->begin());
    reach(node.key().first);
    node.mapped()();
  }
  reach(end);
}

std::optional<base::Instant> ManualClock::next() const {
  return calls_->empty() ? std::nullopt : std::optional(calls_->begin()->first.first + stepped());
}

std::size_t ManualClock::alarms() const { return calls_->size(); }

}  // namespace support
