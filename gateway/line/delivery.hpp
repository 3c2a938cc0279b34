// One attempt to send one text: what her rules say now, what became of an earlier attempt, the request, and how it
// ended. The outbox takes rows and gives them here; an attempt always ends in a record. While nothing can be recorded
// that is tried again, until the program ends: then the row comes back as unknown at the next start. Threads: loop
// thread only.
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

#include <optional>
#include <set>
#include <variant>

namespace line {

// Wait before the n-th try (n from 1) of a passing failure: 2 s doubling to ten minutes, each drawn from half to the
// whole of it, so that a provider that comes back is not met by all at once.
[[nodiscard]] base::Milliseconds retry_delay(int attempts, base::Random& random);

class Delivery {
 public:
  struct Parts {
    store::Store& store;
    Channels const& channels;
    base::HttpClient& client;
    base::Clock& clock;
    base::Random& random;
    base::Log& log;
    base::Metrics& metrics;
  };
  Delivery(boost::asio::any_io_executor loop, Parts parts) : loop_(std::move(loop)), parts_(parts) {}

  [[nodiscard]] base::Task<void> deliver(store::Parcel parcel);
  // The program ends: what cannot be recorded is no longer tried again.
  void hurry();

 private:
  // It ends without an attempt: expired or withdrawn.
  struct Ended {
    store::OutboundState state = store::OutboundState::withdrawn;
    std::string why;
  };
  // Nothing: it may be tried now. An error: her rules could not be read, so it may not.
  [[nodiscard]] base::Task<base::Result<std::optional<Ended>>> judge(store::Parcel const& parcel);
  [[nodiscard]] base::Task<providers::Outcome> attempt(Channel const& channel, store::Parcel& parcel);
  [[nodiscard]] base::Task<providers::LookUp> look_up(Channel const& channel, providers::Outbound const& outbound,
                                                      providers::HttpRequest request);
  [[nodiscard]] base::Task<void> conclude(store::Parcel const& parcel, providers::Outcome outcome);
  [[nodiscard]] base::Task<void> end(store::Parcel const& parcel, Ended ended);
  // Waits before something is tried again; false: it shall not be.
  [[nodiscard]] base::Task<bool> pause();
  [[nodiscard]] base::Task<base::HttpExchange> exchange(providers::HttpRequest request);

  boost::asio::any_io_executor loop_;
  Parts parts_;
  std::set<base::Wakeup*> pauses_;  // of those who wait to try again
  bool is_ending_ = false;
};

}  // namespace line
