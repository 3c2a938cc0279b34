// Everything that leaves: takes due rows under a lease, unless her rules hold or end them (sending_rules.hpp), and lets
// each be delivered (delivery.hpp), many at once, but of one contact on one channel only the oldest unfinished one.
// Threads: loop thread only.
#pragma once

#include "gateway/base/tasks.hpp"
#include "gateway/line/content.hpp"
#include "gateway/line/delivery.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace line {

class Outbox {
 public:
  // `content` for the countries' time zones.
  Outbox(boost::asio::any_io_executor loop, Delivery::Parts parts, std::shared_ptr<Content const> const& content);

  // Something was queued, or an attempt ended.
  void wake() { wakeup_.notify(); }
  // Until cancelled.
  [[nodiscard]] base::Task<void> run();
  // What is due goes out, for the end of the program: no new attempt begins after `limit`, and those begun are waited
  // for. What cannot be recorded by then is unknown at the next start.
  [[nodiscard]] base::Task<void> drain(base::Milliseconds limit);

 private:
  [[nodiscard]] base::Task<void> round();
  [[nodiscard]] base::Task<bool> send_due();
  [[nodiscard]] base::Task<void> deliver(store::Parcel parcel, Ruling ruling);

  Delivery::Parts parts_;
  std::shared_ptr<Content const> const& content_;
  Delivery delivery_;
  base::Wakeup wakeup_;
  base::TaskGroup sending_;
  // What this process has in hand. While it does, the end of a lease changes nothing: only who is gone lets go.
  std::set<store::MessageId> in_hand_;
  std::map<std::string, int, std::less<>> under_way_;  // of them, by channel
};

}  // namespace line
