// Everything that leaves: takes due rows under a lease, asks the channel's adapter for the request, lets the HTTP
// client carry it, and records how it ended. Of one contact on one channel only the oldest unfinished row is under way.
// An attempt whose outcome was lost is looked up where the provider can be asked, else sent once more and marked.
// Threads: loop thread only.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/http_client.hpp"
#include "gateway/base/ids.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/line/channels.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/store.hpp"

#include <functional>

namespace line {

// Wait before the n-th try (n from 1) of a passing failure: 2 s doubling to ten minutes, each drawn from half to the
// whole of it, so that a provider that comes back is not met by all at once.
[[nodiscard]] base::Milliseconds retry_delay(int attempts, base::Random& random);

class Outbox {
 public:
  struct Parts {
    boost::asio::any_io_executor loop;
    store::Store& store;
    Channels const& channels;
    base::HttpClient& client;
    base::Clock& clock;
    base::Random& random;
    base::Log& log;
    base::Metrics& metrics;
    std::function<void(store::Parcel const&)>
        on_delivered_here;  // the built-in telephone has it: whoever polls is woken
  };
  explicit Outbox(Parts parts);

  // Something was queued, or an attempt ended.
  void wake() { wakeup_.notify(); }
  // Until cancelled.
  [[nodiscard]] base::Task<void> run();
  // What is due goes out, within `limit`; for the end of the program.
  [[nodiscard]] base::Task<void> drain(base::Milliseconds limit);

 private:
  [[nodiscard]] base::Task<bool> send_due();
  [[nodiscard]] base::Task<void> deliver(store::Parcel parcel);
  [[nodiscard]] base::Task<providers::Outcome> attempt(Channel const& channel, store::Parcel const& parcel);
  [[nodiscard]] base::Task<std::optional<providers::Found>> look_up(Channel const& channel,
                                                                    providers::Outbound const& outbound);
  [[nodiscard]] base::Task<void> conclude(store::Parcel const& parcel, providers::Outcome outcome);
  [[nodiscard]] base::Task<base::HttpExchange> exchange(providers::HttpRequest request);

  Parts parts_;
  base::Wakeup wakeup_;
  base::TaskGroup sending_;
};

}  // namespace line
