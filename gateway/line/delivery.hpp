// One attempt to send one text: what became of an earlier attempt, the request, and how it ended. The outbox takes rows
// and gives them here. An attempt ends when its outcome is recorded, however long the store takes; only the end of the
// process leaves it unknown. Threads: loop thread only.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/http_client.hpp"
#include "gateway/base/ids.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/line/channels.hpp"
#include "gateway/line/notice_sender.hpp"
#include "gateway/line/sending_rules.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/store.hpp"

#include <optional>
#include <string_view>
#include <variant>

namespace line {

// Wait before the n-th try (n from 1) of a passing failure: 2 s doubling to ten minutes, each drawn from half to the
// whole of it, so that a provider that comes back is not met by all at once.
[[nodiscard]] base::Milliseconds retry_delay(int attempts, base::Random& random);

// Added to why a row ended, where nobody can say what became of an attempt before.
inline constexpr std::string_view perhaps_arrived = " An earlier attempt may have reached her.";

class Delivery {
 public:
  struct Parts {
    store::Store& store;
    Channels const& channels;
    base::HttpSender& client;
    NoticeSender& notices;
    base::Clock& clock;
    base::Random& random;
    base::Log& log;
    base::Metrics& metrics;
  };
  explicit Delivery(Parts parts) : parts_(parts) {}

  // `ruling`: what her rules say now; other than Leave only for a row whose earlier attempt may have reached her.
  [[nodiscard]] base::Task<void> deliver(store::Parcel parcel, Ruling ruling);
  // An outcome that cannot be written down is tried again until then; for the end of the program, which waits no
  // longer.
  void give_up_at(base::Instant when) { gives_up_at_ = when; }
  // Holds or ends a row, or puts it back in the queue; its state then.
  static store::OutboundState settle(store::Transaction& tx, store::MessageId id, Ruling const& ruling);

 private:
  // What goes by none of our channels.
  [[nodiscard]] base::Task<void> deliver_notice(store::Parcel parcel, Ruling ruling);
  // Nothing: there is no more to do with it now than what the ruling says.
  using Attempted = std::optional<providers::Outcome>;
  [[nodiscard]] base::Task<Attempted> attempt(Channel const& channel, store::Parcel& parcel, Ruling& ruling);
  [[nodiscard]] base::Task<Attempted> settle_earlier(Channel const& channel, providers::Outbound const& outbound,
                                                     store::Parcel& parcel, Ruling& ruling);
  [[nodiscard]] base::Task<Attempted> look_up(Channel const& channel, providers::Outbound outbound,
                                              store::Parcel const& parcel, providers::HttpRequest request);
  [[nodiscard]] base::Task<void> conclude(store::Parcel const& parcel, providers::Outcome outcome);
  [[nodiscard]] base::Task<base::HttpExchange> exchange(providers::HttpRequest request);
  // Writes it down, again and again until it is written or the program ends.
  template <class Unit>
  [[nodiscard]] base::Task<void> record(Unit& unit);

  Parts parts_;
  base::Instant gives_up_at_ = base::Instant::max();
};

}  // namespace line
