#include "gateway/base/system_clock.hpp"

#include <boost/asio/steady_timer.hpp>

namespace base {
namespace {

struct Ring {
  Ring(boost::asio::any_io_executor const& loop, std::move_only_function<void()> what)
      : timer(loop), call(std::move(what)) {}
  boost::asio::steady_timer timer;
  std::move_only_function<void()> call;
};

class TimerAlarm final : public Clock::Alarm {
 public:
  explicit TimerAlarm(std::shared_ptr<Ring> ring) : ring_(std::move(ring)) {}
  ~TimerAlarm() override {
    ring_->call = nullptr;
    ring_->timer.cancel();
  }
  TimerAlarm(TimerAlarm const&) = delete;
  TimerAlarm& operator=(TimerAlarm const&) = delete;

 private:
  std::shared_ptr<Ring> ring_;
};

}  // namespace

SystemClock::SystemClock(boost::asio::any_io_executor loop) : loop_(std::move(loop)) {}

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

std::unique_ptr<Clock::Alarm> SystemClock::call_at(Instant when, std::move_only_function<void()> call) {
  auto ring = std::make_shared<Ring>(loop_, std::move(call));
  // One millisecond more: `now` cuts off the fraction, and an alarm may not ring early.
  ring->timer.expires_after(std::max(when - now() + Milliseconds(1), Milliseconds(0)));
  ring->timer.async_wait([ring](boost::system::error_code const& failure) {
    if (failure || !ring->call) return;
    auto due = std::move(ring->call);
    ring->call = nullptr;
    due();
  });
  return std::make_unique<TimerAlarm>(std::move(ring));
}

}  // namespace base
