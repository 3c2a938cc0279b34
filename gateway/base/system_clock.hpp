// The clock of the running program: the machine's UTC time, alarms by an Asio timer. Alarms count on the steady clock,
// so that a corrected wall clock moves no deadline. Threads: `now` any, `call_at` the loop thread.
#pragma once

#include "gateway/base/clock.hpp"

#include <boost/asio/any_io_executor.hpp>

namespace base {

class SystemClock final : public Clock {
 public:
  explicit SystemClock(boost::asio::any_io_executor loop);

  [[nodiscard]] Instant now() const override;
  [[nodiscard]] std::unique_ptr<Alarm> call_at(Instant when, std::move_only_function<void()> call) override;

 private:
  boost::asio::any_io_executor loop_;
};

}  // namespace base
