#include "tests/support/manual_clock.hpp"

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

base::Instant ManualClock::now() const { return base::Instant{base::Milliseconds{now_.load()}}; }

std::unique_ptr<base::Clock::Alarm> ManualClock::call_at(base::Instant when, std::move_only_function<void()> call) {
  Key const key{when, ++made_};
  calls_->emplace(key, std::move(call));
  return std::make_unique<Entry>(calls_, key);
}

void ManualClock::advance(base::Milliseconds by) { advance_to(now() + by); }

void ManualClock::advance_to(base::Instant when) {
  while (!calls_->empty() && calls_->begin()->first.first <= when) {
    auto node = calls_->extract(calls_->begin());
    if (node.key().first > now()) now_.store(node.key().first.time_since_epoch().count());
    node.mapped()();
  }
  if (when > now()) now_.store(when.time_since_epoch().count());
}

std::size_t ManualClock::alarms() const { return calls_->size(); }

}  // namespace support
