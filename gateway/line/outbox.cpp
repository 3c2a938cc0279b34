#include "gateway/line/outbox.hpp"

#include "flows/text/segments.hpp"
#include "gateway/base/deadline.hpp"

#include <algorithm>

namespace line {

namespace {

// Longer than the HTTP client may take in all, a look-up included.
constexpr std::chrono::seconds lease{90};
constexpr int parcels_at_once_max = 64;
constexpr base::Milliseconds retry_delay_min = std::chrono::seconds(2);
constexpr base::Milliseconds retry_delay_max = std::chrono::minutes(10);
// While nothing is due: a commit that failed to wake us costs no more than this.
constexpr std::chrono::seconds look_again{30};
// The store could not be asked: it is down, so there is no hurry.
constexpr std::chrono::seconds store_pause{1};

providers::Outbound outbound_of(Channel const& channel, store::Parcel const& parcel) {
  providers::Outbound outbound;
  outbound.id = store::text(parcel.outbound.id);
  outbound.from = channel.address;
  outbound.to = parcel.to.reveal(base::Reason::to_send);
  outbound.text = parcel.text.reveal(base::Reason::to_send);
  outbound.unicode = flows::count_segments(outbound.text).encoding == flows::Encoding::ucs2;
  outbound.report_url = channel.url("status");
  outbound.first_try = parcel.outbound.first_try.value_or(providers::Instant{});
  return outbound;
}

base::HttpCall call_of(providers::HttpRequest request) {
  base::HttpCall call;
  call.method = std::move(request.method);
  call.url = std::move(request.url);
  for (providers::Header& header : request.headers)
    call.headers.push_back({std::move(header.name), std::move(header.value)});
  call.body = std::move(request.body);
  call.user = std::move(request.user);
  call.password = std::move(request.password);
  return call;
}

providers::HttpResponse response_of(base::HttpResponse response) {
  providers::HttpResponse ours;
  ours.status = response.status;
  for (base::HttpHeader& header : response.headers)
    ours.headers.push_back({std::move(header.name), std::move(header.value)});
  ours.body = std::move(response.body);
  return ours;
}

providers::Exchange exchange_of(base::HttpExchange exchange) {
  if (auto* response = std::get_if<base::HttpResponse>(&exchange)) return response_of(std::move(*response));
  if (auto* not_sent = std::get_if<base::NotSent>(&exchange)) return providers::NotSent{std::move(not_sent->why)};
  return providers::Lost{std::move(std::get<base::Lost>(exchange).why)};
}

store::Reported reported(providers::Delivery state) {
  return state == providers::Delivery::unknown ? store::Reported::sent
                                               : static_cast<store::Reported>(std::to_underlying(state));
}

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

}  // namespace

base::Milliseconds retry_delay(int attempts, base::Random& random) {
  int const doublings = std::clamp(attempts - 1, 0, 12);
  base::Milliseconds const whole = std::min(retry_delay_min * (1 << doublings), retry_delay_max);
  auto const half = static_cast<std::uint64_t>(whole.count() / 2);
  return base::Milliseconds(static_cast<std::int64_t>(half + random.below(half + 1)));
}

Outbox::Outbox(Parts parts)
    : parts_(std::move(parts)), wakeup_(parts_.loop, parts_.clock), sending_(parts_.loop, parts_.log) {}

base::Task<void> Outbox::run() {
  for (;;) {
    bool const sent = co_await send_due();
    if (sent) continue;
    auto const unit = [](store::Snapshot& snapshot) -> base::Result<std::optional<base::Instant>> {
      return store::next_due(snapshot);
    };
    base::Result<std::optional<base::Instant>> const next = co_await parts_.store.read(unit);
    base::Instant const now = parts_.clock.now();
    base::Instant until = now + store_pause;
    if (next) until = std::min(next->value_or(now + look_again), now + look_again);
    // A due row that could not be taken waits behind another of its contact, whose end wakes us.
    if (next && *next && **next <= now) until = now + look_again;
    co_await wakeup_.wait_until(until);
  }
}

// True if anything was taken.
base::Task<bool> Outbox::send_due() {
  if (sending_.size() >= parcels_at_once_max) co_return false;
  auto const peek = [](store::Snapshot& snapshot) -> base::Result<std::optional<base::Instant>> {
    return store::next_due(snapshot);
  };
  base::Result<std::optional<base::Instant>> const next = co_await parts_.store.read(peek);
  if (!next || !*next || **next > parts_.clock.now()) co_return false;

  int const limit = parcels_at_once_max - static_cast<int>(sending_.size());
  auto const unit = [&](store::Transaction& tx) -> base::Result<std::vector<store::Parcel>> {
    return store::take_due(tx, lease, limit);
  };
  base::Result<std::vector<store::Parcel>> parcels = co_await parts_.store.write(unit);
  if (!parcels) {
    parts_.log.error("outbox_take_failed", parcels.error());
    co_return false;
  }
  for (store::Parcel& parcel : *parcels) {
    base::Task<void> task = deliver(std::move(parcel));
    sending_.start("deliver", std::move(task));
  }
  co_return !parcels->empty();
}

base::Task<void> Outbox::drain(base::Milliseconds limit) {
  auto rest = [this]() -> base::Task<void> {
    for (;;) {
      bool const sent = co_await send_due();
      if (!sent) break;
    }
    co_await sending_.join();
  };
  base::Task<void> task = rest();
  base::Result<void> const drained = co_await base::with_deadline(parts_.clock, std::move(task), limit);
  if (!drained) parts_.log.warning("outbox_not_drained", {{"under_way", sending_.size()}});
  co_await sending_.join();
}

base::Task<void> Outbox::deliver(store::Parcel parcel) {
  Channel const* const channel = parts_.channels.find(parcel.outbound.channel);
  bool const is_erased = parcel.to.empty();
  bool const is_late = parcel.outbound.expires && *parcel.outbound.expires <= parts_.clock.now();
  providers::Outcome outcome = providers::Never{.why = "the channel is no longer configured", .alarm = true};
  if (is_erased) {
    outcome = providers::Never{.why = "erased before it left"};
  } else if (is_late) {
    outcome = providers::Never{.why = "it came too late to be worth sending"};
  } else if (channel != nullptr) {
    outcome = co_await attempt(*channel, parcel);
  }
  co_await conclude(parcel, std::move(outcome));
  wake();
}

base::Task<providers::Outcome> Outbox::attempt(Channel const& channel, store::Parcel const& parcel) {
  if (channel.provider->replies_in_answer()) {
    if (parts_.on_delivered_here) parts_.on_delivered_here(parcel);
    co_return providers::Accepted{.provider_id = {}, .state = providers::Delivery::delivered};
  }
  providers::Outbound const outbound = outbound_of(channel, parcel);
  if (parcel.was == store::OutboundState::unknown) {
    std::optional<providers::Found> const found = co_await look_up(channel, outbound);
    if (found) co_return providers::Accepted{found->provider_id, found->state};
    store::MessageId const id = parcel.outbound.id;
    auto const mark = [&](store::Transaction& tx) -> base::Result<bool> { return store::mark_repeated(tx, id); };
    base::Result<bool> const marked = co_await parts_.store.write(mark);
    // Our record must say so before the repeat leaves.
    if (!marked) co_return providers::Unknown{.why = "the store could not note the repeat"};
  }
  providers::HttpRequest request = channel.provider->request(outbound);
  base::HttpExchange answer = co_await exchange(std::move(request));
  co_return channel.provider->outcome(exchange_of(std::move(answer)));
}

base::Task<base::HttpExchange> Outbox::exchange(providers::HttpRequest request) {
  base::HttpCall call = call_of(std::move(request));
  base::HttpExchange answer = co_await parts_.client.send(std::move(call));
  co_return answer;
}

base::Task<std::optional<providers::Found>> Outbox::look_up(Channel const& channel,
                                                            providers::Outbound const& outbound) {
  std::optional<providers::HttpRequest> request = channel.provider->find(outbound);
  if (!request) co_return std::nullopt;
  base::HttpExchange answer = co_await exchange(std::move(*request));
  auto* const response = std::get_if<base::HttpResponse>(&answer);
  if (response == nullptr) co_return std::nullopt;
  providers::LookUp const result = channel.provider->found(outbound, response_of(std::move(*response)));
  if (auto const* found = std::get_if<providers::Found>(&result)) co_return *found;
  co_return std::nullopt;
}

base::Task<void> Outbox::conclude(store::Parcel const& parcel, providers::Outcome outcome) {
  store::MessageId const id = parcel.outbound.id;
  base::Instant const now = parts_.clock.now();
  base::Milliseconds const delay = retry_delay(parcel.outbound.attempts, parts_.random);
  std::string_view word;
  auto const record = Overloaded{
      [&](store::Transaction& tx, providers::Accepted const& accepted) {
        word = "accepted";
        store::mark_sent(tx, id, accepted.provider_id, reported(accepted.state));
      },
      [&](store::Transaction& tx, providers::TryAgain const& again) {
        word = "again";
        base::Instant due = now + std::max(again.after.value_or(delay), retry_delay_min);
        if (again.not_before) due = std::max(due, *again.not_before);
        if (parcel.outbound.expires) due = std::min(due, *parcel.outbound.expires);
        store::mark_retry(tx, id, due, again.why);
      },
      [&](store::Transaction& tx, providers::Never const& never) {
        word = never.alarm ? "refused_ours" : "refused";
        store::mark_ended(tx, id, store::OutboundState::failed, never.why);
      },
      [&](store::Transaction& tx, providers::Unknown const& unknown) {
        word = "unknown";
        // Once more, not for ever: a second loss of the repeat ends it, and a person sees it.
        if (parcel.outbound.repeated || parcel.was == store::OutboundState::unknown) {
          store::mark_ended(tx, id, store::OutboundState::failed, unknown.why);
        } else {
          store::mark_unknown(tx, id, now + delay, unknown.why);
        }
      },
  };
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    std::visit([&](auto const& each) { record(tx, each); }, outcome);
    return true;
  };
  base::Result<bool> const recorded = co_await parts_.store.write(unit);
  // What could not be recorded comes back as unknown when its lease ends.
  if (!recorded) parts_.log.error("outbox_outcome_not_recorded", recorded.error());
  if (word.empty()) word = "unknown";
  parts_.metrics.increment("saathi_outbound_total", {parcel.outbound.channel, word});
  if (word == "refused_ours") parts_.log.error("outbound_refused", {{"channel", parcel.outbound.channel}});
}

}  // namespace line
