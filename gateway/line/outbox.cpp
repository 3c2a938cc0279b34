#include "gateway/line/outbox.hpp"

#include "gateway/desk/safe_hours.hpp"

#include <algorithm>

namespace line {

namespace {

// Longer than the HTTP client may take in all, a look-up included. What ends later is still in hand, see in_hand_.
constexpr std::chrono::seconds lease{90};
constexpr int parcels_at_once_max = 64;
// Of one channel: a provider that hangs holds a quarter of the places and no more.
constexpr int parcels_at_once_per_channel_max = 16;
// While nothing is due: a commit that failed to wake us costs no more than this.
constexpr std::chrono::seconds look_again{30};
// The store could not be asked, or what is due waits behind something under way, whose end wakes us.
constexpr std::chrono::seconds short_pause{1};

base::Result<std::optional<base::Instant>> next_due(store::Snapshot& snapshot) { return store::next_due(snapshot); }

Ruling rule(store::Transaction& tx, Content const& content, store::Parcel const& parcel) {
  base::Instant const now = tx.now();
  auto const her_last_text = [&] { return store::last_inbound(tx, parcel.outbound.contact); };
  auto const next_safe_time = [&] {
    std::string country = parcel.recipient.country;
    if (country.empty()) country = parse_number(content.numbering, parcel.to.reveal(base::Reason::to_send), {}).country;
    return desk::next_safe_time(content.directory.countries, country, now);
  };
  return may_leave(parcel, now, {.next_safe_time = next_safe_time, .her_last_text = her_last_text});
}

// What one unit of work made of the rows that were due.
struct Taken {
  struct Leased {
    store::Parcel parcel;
    Ruling ruling;  // Leave, or what comes of it if an earlier attempt turns out to have failed
  };
  std::vector<Leased> leased;
  std::vector<std::pair<std::string, store::OutboundState>> settled;  // held or ended, with their channels
};

Taken settle(store::Transaction& tx, Content const& content, std::vector<store::Parcel> due) {
  Taken taken;
  for (store::Parcel& parcel : due) {
    Ruling ruling = rule(tx, content, parcel);
    bool const may_have_left = parcel.was == store::OutboundState::unknown;
    if (std::holds_alternative<Leave>(ruling) || may_have_left) {
      store::lease(tx, parcel, lease);
      taken.leased.push_back({std::move(parcel), std::move(ruling)});
      continue;
    }
    // Held in the night after an attempt that nobody could be asked about.
    if (auto* const end = std::get_if<End>(&ruling); end != nullptr && parcel.outbound.repeated)
      end->why += perhaps_arrived;
    taken.settled.emplace_back(parcel.outbound.channel, Delivery::settle(tx, parcel.outbound.id, ruling));
  }
  return taken;
}

}  // namespace

Outbox::Outbox(boost::asio::any_io_executor loop, Delivery::Parts parts, std::shared_ptr<Content const> const& content)
    : parts_(parts),
      content_(content),
      delivery_(parts),
      wakeup_(loop, parts.clock),
      sending_(std::move(loop), parts.log) {}

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
  // The unit runs on another thread while this one goes on.
  std::shared_ptr<Content const> const content = content_;
  std::map<std::string, int, std::less<>> places = under_way_;
  std::set<store::MessageId> const in_hand = in_hand_;
  auto const unit = [&](store::Transaction& tx) -> base::Result<Taken> {
    auto const may_take = [&](store::MessageId id, std::string_view channel) {
      int& taken = places[std::string(channel)];
      if (taken >= parcels_at_once_per_channel_max || in_hand.contains(id)) return false;
      ++taken;
      return true;
    };
    return settle(tx, *content, store::due_rows(tx, limit, may_take));
  };
  base::Result<Taken> taken = co_await parts_.store.write(unit);
  if (!taken) {
    parts_.log.error("outbox_take_failed", taken.error());
    co_return false;
  }
  for (auto const& [channel, state] : taken->settled)
    parts_.metrics.increment("saathi_outbound_total", {channel, store::name(state)});
  for (Taken::Leased& each : taken->leased) {
    ++under_way_[each.parcel.outbound.channel];
    in_hand_.insert(each.parcel.outbound.id);
    base::Task<void> task = deliver(std::move(each.parcel), std::move(each.ruling));
    sending_.start("deliver", std::move(task));
  }
  co_return !taken->leased.empty() || !taken->settled.empty();
}

base::Task<void> Outbox::deliver(store::Parcel parcel, Ruling ruling) {
  struct LetGo {
    Outbox& outbox;
    store::MessageId id;
    int& places;
    ~LetGo() {
      --places;
      outbox.in_hand_.erase(id);
    }
  } const let_go{*this, parcel.outbound.id, under_way_[parcel.outbound.channel]};
  co_await delivery_.deliver(std::move(parcel), std::move(ruling));
  wake();
}

base::Task<void> Outbox::drain(base::Milliseconds limit) {
  base::Instant const until = parts_.clock.now() + limit;
  delivery_.give_up_at(until);
  while (parts_.clock.now() < until) {
    bool const sent = co_await send_due();
    if (sent) continue;
    if (sending_.size() == 0) break;
    co_await sending_.join();  // what ends may let the next of its contact go
  }
  co_await sending_.join();
}

}  // namespace line
