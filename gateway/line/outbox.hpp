// Everything that leaves: takes due rows under a lease and lets each be delivered (delivery.hpp), many at once, but of
// one contact on one channel only the oldest unfinished one. Threads: loop thread only.
#pragma once

#include "gateway/base/tasks.hpp"
#include "gateway/line/delivery.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <set>
#include <string>

namespace line {

class Outbox {
 public:
  Outbox(boost::asio::any_io_executor loop, Delivery::Parts parts);

  // Something was queued, or an attempt ended.
  void wake() { wakeup_.notify(); }
  // Until cancelled.
  [[nodiscard]] base::Task<void> run();
  // What is due goes out, for the end of the program: no new attempt begins after `limit`, and those begun are waited
  // for.
  [[nodiscard]] base::Task<void> drain(base::Milliseconds limit);

 private:
  [[nodiscard]] base::Task<void> round();
  [[nodiscard]] base::Task<bool> send_due();
  [[nodiscard]] base::Task<void> deliver(store::Parcel parcel);

  Delivery::Parts parts_;
  Delivery delivery_;
  base::Wakeup wakeup_;
  base::TaskGroup sending_;
  std::map<std::string, int, std::less<>> under_way_;  // attempts by channel
  std::set<store::MessageId> in_hand_;                 // their rows
};

}  // namespace line
