#include "gateway/line/outbox.hpp"

#include "gateway/desk/safe_hours.hpp"

#include <algorithm>

namespace line {

namespace {

constexpr int places_max = 256;
// Of one channel: a provider that hangs holds a quarter of the places and no more.
constexpr int places_per_channel_max = 64;
// While nothing is due: a commit that failed to wake us costs no more than this.
constexpr std::chrono::seconds look_again{30};
// The store could not be asked, or what is due is still in hand.
constexpr std::chrono::seconds short_pause{1};

base::Result<std::vector<store::NextDue>> next_due(store::Snapshot& snapshot) { return store::next_due(snapshot); }

Ruling rule(store::Transaction& tx, Content const& content, store::Parcel const& parcel) {
  base::Instant const now = tx.now();
  if (parcel.is_notice) return may_notice_leave(parcel, now);
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
      store::lease(tx, parcel, send_lease);
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

Outbox::Place::Place(Outbox& outbox, int& on_channel) : outbox_(&outbox), on_channel_(&on_channel) {
  ++outbox_->places_;
  ++*on_channel_;
}

Outbox::Place::Place(Place&& other) noexcept
    : outbox_(std::exchange(other.outbox_, nullptr)), on_channel_(other.on_channel_) {}

Outbox::Place::~Place() {
  if (outbox_ == nullptr) return;
  bool const was_full = outbox_->places_ == places_max || *on_channel_ == places_per_channel_max;
  --outbox_->places_;
  --*on_channel_;
  if (was_full) outbox_->wake();
}

int Outbox::room_on(std::string const& channel) const {
  auto const found = on_channel_.find(channel);
  int const taken = found == on_channel_.end() ? 0 : found->second;
  return std::min(places_max - places_, places_per_channel_max - taken);
}

std::optional<Outbox::Place> Outbox::take_place(Channel const& channel) {
  if (channel.provider->replies_in_answer() || room_on(channel.id) <= 0) return std::nullopt;
  return Place(*this, on_channel_[channel.id]);
}

void Outbox::send(Place place, store::Parcel parcel) { start(std::move(place), std::move(parcel), Leave{}); }

base::Task<void> Outbox::round() {
  std::optional<base::Instant> const next = co_await send_due();
  if (next) co_await wakeup_.wait_until(*next);
}

base::Task<std::optional<base::Instant>> Outbox::send_due() {
  base::Result<std::vector<store::NextDue>> const due = parts_.store.peek(next_due);
  base::Instant const now = parts_.clock.now();
  if (!due) co_return now + short_pause;
  base::Instant next = now + look_again;
  bool has_taken = false;
  for (store::NextDue const& each : *due) {
    if (room_on(each.channel) <= 0) continue;  // who gives a place back wakes us
    if (each.at > now) {
      next = std::min(next, each.at);
      continue;
    }
    std::string channel = each.channel;
    bool const taken = co_await take(std::move(channel));
    has_taken = has_taken || taken;
    if (!taken) next = std::min(next, now + short_pause);
  }
  if (has_taken) co_return std::nullopt;
  co_return next;
}

base::Task<bool> Outbox::take(std::string channel) {
  // The unit runs on another thread while this one goes on.
  std::shared_ptr<Content const> const content = content_;
  std::set<store::MessageId> const in_hand = in_hand_;
  int const room = room_on(channel);
  auto const unit = [&](store::Transaction& tx) -> base::Result<Taken> {
    auto const may_take = [&](store::MessageId id) { return !in_hand.contains(id); };
    return settle(tx, *content, store::due_rows(tx, channel, room, may_take));
  };
  base::Result<Taken> taken = co_await parts_.store.write(unit);
  if (!taken) {
    parts_.log.error("outbox_take_failed", taken.error());
    co_return false;
  }
  for (auto const& [where, state] : taken->settled)
    parts_.metrics.increment("saathi_outbound_total", {where, store::name(state)});
  for (Taken::Leased& each : taken->leased) {
    Place place(*this, on_channel_[channel]);
    start(std::move(place), std::move(each.parcel), std::move(each.ruling));
  }
  co_return !taken->leased.empty() || !taken->settled.empty();
}

void Outbox::start(Place place, store::Parcel parcel, Ruling ruling) {
  in_hand_.insert(parcel.outbound.id);
  base::Task<void> task = deliver(std::move(place), std::move(parcel), std::move(ruling));
  sending_.start("deliver", std::move(task));
}

base::Task<void> Outbox::deliver(Place place, store::Parcel parcel, Ruling ruling) {
  struct LetGo {
    Outbox& outbox;
    store::MessageId id;
    ~LetGo() { outbox.in_hand_.erase(id); }
  } const let_go{*this, parcel.outbound.id};
  Place const kept = std::move(place);
  co_await delivery_.deliver(std::move(parcel), std::move(ruling));
}

base::Task<void> Outbox::drain(base::Milliseconds limit) {
  base::Instant const until = parts_.clock.now() + limit;
  delivery_.give_up_at(until);
  while (parts_.clock.now() < until) {
    std::optional<base::Instant> const next = co_await send_due();
    if (!next) continue;
    if (sending_.size() == 0) break;
    co_await sending_.join();  // what ends may let the next of its contact go
  }
  co_await sending_.join();
}

}  // namespace line
