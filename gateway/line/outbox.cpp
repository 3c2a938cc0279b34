#include "gateway/line/outbox.hpp"

#include <algorithm>

namespace line {

namespace {

// Longer than the HTTP client may take in all, a look-up included.
constexpr std::chrono::seconds lease{90};
constexpr int parcels_at_once_max = 64;
// Of one channel: a provider that hangs holds a quarter of the places and no more.
constexpr int parcels_at_once_per_channel_max = 16;
// While nothing is due: a commit that failed to wake us costs no more than this.
constexpr std::chrono::seconds look_again{30};
// The store could not be asked, or what is due waits behind something under way, whose end wakes us.
constexpr std::chrono::seconds short_pause{1};

base::Result<std::optional<base::Instant>> next_due(store::Snapshot& snapshot) { return store::next_due(snapshot); }

}  // namespace

Outbox::Outbox(boost::asio::any_io_executor loop, Delivery::Parts parts)
    : parts_(parts), delivery_(loop, parts), wakeup_(loop, parts.clock), sending_(std::move(loop), parts.log) {}

base::Task<void> Outbox::run() {
  for (;;) {
    bool works = true;
    try {
      co_await round();
    } catch (std::exception const& failure) {
      if (base::is_cancelled(failure)) throw;
      parts_.log.error("outbox_round_failed", {{"why", failure.what()}});
      works = false;
    }
    if (!works) co_await wakeup_.wait_until(parts_.clock.now() + short_pause);
  }
}

base::Task<void> Outbox::round() {
  bool const sent = co_await send_due();
  if (sent) co_return;
  base::Result<std::optional<base::Instant>> const next = co_await parts_.store.read(next_due);
  base::Instant const now = parts_.clock.now();
  base::Instant until = now + short_pause;
  if (next && (!*next || **next > now)) until = std::min(next->value_or(now + look_again), now + look_again);
  co_await wakeup_.wait_until(until);
}

// True if anything was taken.
base::Task<bool> Outbox::send_due() {
  if (sending_.size() >= parcels_at_once_max) co_return false;
  base::Result<std::optional<base::Instant>> const next = co_await parts_.store.read(next_due);
  if (!next || !*next || **next > parts_.clock.now()) co_return false;

  int const limit = parcels_at_once_max - static_cast<int>(sending_.size());
  auto const unit = [&](store::Transaction& tx) -> base::Result<std::vector<store::Parcel>> {
    std::map<std::string, int, std::less<>> places = under_way_;
    auto const has_room = [&](std::string_view channel, store::MessageId id) {
      // A lease that ended while we still send says that the clock was set or the process stopped, not that we are
      // gone.
      if (in_hand_.contains(id)) return false;
      int& taken = places[std::string(channel)];
      if (taken >= parcels_at_once_per_channel_max) return false;
      ++taken;
      return true;
    };
    return store::take_due(tx, lease, limit, has_room);
  };
  base::Result<std::vector<store::Parcel>> parcels = co_await parts_.store.write(unit);
  if (!parcels) {
    parts_.log.error("outbox_take_failed", parcels.error());
    co_return false;
  }
  for (store::Parcel& parcel : *parcels) {
    ++under_way_[parcel.outbound.channel];
    in_hand_.insert(parcel.outbound.id);
    base::Task<void> task = deliver(std::move(parcel));
    sending_.start("deliver", std::move(task));
  }
  co_return !parcels->empty();
}

base::Task<void> Outbox::deliver(store::Parcel parcel) {
  struct Leave {
    Outbox& outbox;
    std::string channel;
    store::MessageId id;
    ~Leave() {
      --outbox.under_way_[channel];
      outbox.in_hand_.erase(id);
    }
  } const leave{*this, parcel.outbound.channel, parcel.outbound.id};
  co_await delivery_.deliver(std::move(parcel));
  wake();
}

base::Task<void> Outbox::drain(base::Milliseconds limit) {
  delivery_.hurry();
  base::Instant const until = parts_.clock.now() + limit;
  while (parts_.clock.now() < until) {
    bool const sent = co_await send_due();
    if (sent) continue;
    if (sending_.size() == 0) break;
    co_await sending_.join();  // what ends may let the next of its contact go
  }
  co_await sending_.join();
}

}  // namespace line
