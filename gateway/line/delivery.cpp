#include "gateway/line/delivery.hpp"

#include "flows/text/segments.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/line/case_told.hpp"
#include "gateway/line/convert.hpp"

#include <algorithm>

namespace line {

namespace {

constexpr base::Milliseconds retry_delay_min = std::chrono::seconds(2);
constexpr base::Milliseconds retry_delay_max = std::chrono::minutes(10);
// A channel that is missing from the configuration may come back with the next reload.
constexpr std::chrono::minutes channel_missing_delay{10};
// Between two tries to record an outcome.
constexpr std::chrono::seconds record_pause{1};

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

// Accepted in words that we do not know is sent all the same.
store::Reported reported(providers::Delivery state) {
  return state == providers::Delivery::unknown ? store::Reported::sent : reported_of(state);
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

template <class Unit>
base::Task<void> Delivery::record(Unit& unit) {
  for (;;) {
    auto const recorded = co_await parts_.store.write(unit);
    if (recorded) co_return;
    // A full disk at this moment must not make a second text of one that was accepted.
    parts_.log.error("outbox_outcome_not_recorded", recorded.error());
    if (parts_.clock.now() >= gives_up_at_) co_return;
    co_await base::sleep_until(parts_.clock, parts_.clock.now() + record_pause);
  }
}

store::OutboundState Delivery::settle(store::Transaction& tx, store::MessageId id, Ruling const& ruling) {
  if (auto const* const hold = std::get_if<Hold>(&ruling)) {
    store::hold(tx, id, hold->until, hold->why);
    return store::OutboundState::held;
  }
  if (auto const* const end = std::get_if<End>(&ruling)) {
    store::mark_ended(tx, id, end->state, end->why);
    return end->state;
  }
  store::mark_retry(tx, id, tx.now(), "It goes once more.");
  return store::OutboundState::queued;
}

base::Task<void> Delivery::deliver_notice(store::Parcel parcel, Ruling ruling) {
  store::MessageId const id = parcel.outbound.id;
  if (std::holds_alternative<Leave>(ruling)) {
    store::Parcel sent = parcel;
    providers::Outcome outcome = co_await parts_.notices.send(std::move(sent));
    co_await conclude(parcel, std::move(outcome));
    co_return;
  }
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::OutboundState> {
    return settle(tx, id, ruling);
  };
  co_await record(unit);
}

base::Task<void> Delivery::deliver(store::Parcel parcel, Ruling ruling) {
  if (NoticeSender::carries(parcel)) {
    co_await deliver_notice(std::move(parcel), std::move(ruling));
    co_return;
  }
  Channel const* const channel = parts_.channels.find(parcel.outbound.channel);
  Attempted outcome = providers::TryAgain{
      .why = "its channel is not in the configuration", .after = channel_missing_delay, .not_before = {}};
  if (channel != nullptr) {
    outcome = co_await attempt(*channel, parcel, ruling);
  } else {
    parts_.log.error("outbound_channel_missing", {{"channel", parcel.outbound.channel}});
    if (auto* const end = std::get_if<End>(&ruling)) {
      end->why += perhaps_arrived;
      outcome.reset();
    }
  }
  if (outcome) {
    co_await conclude(parcel, std::move(*outcome));
    co_return;
  }
  store::MessageId const id = parcel.outbound.id;
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::OutboundState> {
    // Our record must say that it goes once more before it does, now or when the night is over.
    if (parcel.outbound.repeated) store::mark_repeated(tx, id);
    store::OutboundState const state = settle(tx, id, ruling);
    if (!parcel.is_scripted) tell_delivery(tx, id);
    return state;
  };
  co_await record(unit);
}

base::Task<Delivery::Attempted> Delivery::attempt(Channel const& channel, store::Parcel& parcel, Ruling& ruling) {
  // The built-in telephone without an address has it as soon as we say so: it fetches it.
  if (channel.provider->replies_in_answer() && std::holds_alternative<Leave>(ruling)) {
    co_return providers::Accepted{.provider_id = {}, .state = providers::Delivery::delivered};
  }
  providers::Outbound const outbound = outbound_of(channel, parcel);
  if (parcel.was == store::OutboundState::unknown) {
    Attempted known = co_await settle_earlier(channel, outbound, parcel, ruling);
    co_return known;
  }
  providers::HttpRequest request = channel.provider->request(outbound);
  base::HttpExchange answer = co_await exchange(std::move(request));
  co_return channel.provider->outcome(exchange_of(std::move(answer)));
}

// What became of the attempt before; nothing: go by the ruling. Where it may leave it goes back to the queue, so that
// her rules are read again: she may have said STOP while the provider was asked.
base::Task<Delivery::Attempted> Delivery::settle_earlier(Channel const& channel, providers::Outbound const& outbound,
                                                         store::Parcel& parcel, Ruling& ruling) {
  std::optional<providers::HttpRequest> question = channel.provider->find(outbound);
  bool const can_be_asked = question.has_value();
  Attempted known;
  if (can_be_asked) known = co_await look_up(channel, outbound, parcel, std::move(*question));
  bool const is_clear = can_be_asked && !(known && std::holds_alternative<providers::Unknown>(*known));
  if (auto* const end = std::get_if<End>(&ruling); end != nullptr && !is_clear) {
    // Asked no longer: later texts to her wait behind it.
    end->why += perhaps_arrived;
    co_return Attempted{};
  }
  bool const never_left = is_clear && !known;
  if (known || (never_left && !std::holds_alternative<Leave>(ruling))) co_return known;
  parcel.outbound.repeated = true;
  co_return Attempted{};
}

base::Task<base::HttpExchange> Delivery::exchange(providers::HttpRequest request) {
  base::HttpCall call = call_of(std::move(request));
  base::HttpExchange answer = co_await parts_.client.send(std::move(call));
  co_return answer;
}

// What became of it; nothing: the provider knows of none, so a second send is harmless.
base::Task<Delivery::Attempted> Delivery::look_up(Channel const& channel, providers::Outbound outbound,
                                                  store::Parcel const& parcel, providers::HttpRequest request) {
  base::HttpExchange answer = co_await exchange(std::move(request));
  auto* const response = std::get_if<base::HttpResponse>(&answer);
  if (response == nullptr) co_return providers::Unknown{"the provider could not be asked what became of it"};
  // The same words may have gone to her before, and are in its list too.
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::vector<std::string>> {
    return store::provider_ids_of_others(snapshot, parcel.outbound);
  };
  base::Result<std::vector<std::string>> others = co_await parts_.store.read(unit);
  if (!others) co_return providers::Unknown{others.error().message};
  outbound.others = std::move(*others);
  providers::LookUp const told = channel.provider->found(outbound, response_of(std::move(*response)));
  if (auto const* found = std::get_if<providers::Found>(&told)) {
    co_return providers::Accepted{found->provider_id, found->state};
  }
  // Asked again later: only a clear "no" makes a second send harmless.
  if (auto const* unclear = std::get_if<providers::CannotTell>(&told)) co_return providers::Unknown{unclear->why};
  co_return std::nullopt;
}

base::Task<void> Delivery::conclude(store::Parcel const& parcel, providers::Outcome outcome) {
  store::MessageId const id = parcel.outbound.id;
  base::Instant const now = parts_.clock.now();
  base::Milliseconds const delay = retry_delay(parcel.outbound.attempts, parts_.random);
  Channel const* const channel = parts_.channels.find(parcel.outbound.channel);
  std::string_view word = "unknown";
  auto const write = Overloaded{
      [&](store::Transaction& tx, providers::Accepted const& accepted) {
        word = "accepted";
        store::mark_sent(tx, id, accepted.provider_id, reported(accepted.state));
      },
      [&](store::Transaction& tx, providers::TryAgain const& again) {
        word = "again";
        base::Instant due = now + std::max(again.after.value_or(delay), retry_delay_min);
        if (again.not_before) due = std::max(due, *again.not_before);
        if (parcel.outbound.expires) due = std::min(due, *parcel.outbound.expires);
        // What may have reached her already stays unknown until the provider says: it is never put off as if it were
        // new.
        if (parcel.was == store::OutboundState::unknown || parcel.outbound.repeated) {
          store::mark_unknown(tx, id, due, again.why);
        } else {
          store::mark_retry(tx, id, due, again.why);
        }
      },
      [&](store::Transaction& tx, providers::Never const& never) {
        word = never.alarm ? "refused_ours" : "refused";
        store::mark_ended(tx, id, store::OutboundState::failed, never.why);
        if (never.opted_out && !parcel.is_notice) note_opted_out(tx, parcel.outbound.contact);
      },
      [&](store::Transaction& tx, providers::Unknown const& unknown) {
        word = "unknown";
        // Where the provider can be asked it is asked until it answers. Elsewhere once more, not for ever: a second
        // loss ends it, and a person sees it.
        bool const can_be_asked =
            channel != nullptr && channel->provider->find(outbound_of(*channel, parcel)).has_value();
        if (parcel.outbound.repeated && !can_be_asked) {
          store::mark_ended(tx, id, store::OutboundState::failed, unknown.why);
        } else {
          store::mark_unknown(tx, id, now + delay, unknown.why);
        }
      },
  };
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    std::visit([&](auto const& each) { write(tx, each); }, outcome);
    if (!parcel.is_scripted) tell_delivery(tx, id);
    return true;
  };
  co_await record(unit);
  parts_.metrics.increment("saathi_outbound_total", {parcel.outbound.channel, word});
  if (word == "refused_ours") parts_.log.error("outbound_refused", {{"channel", parcel.outbound.channel}});
}

}  // namespace line
