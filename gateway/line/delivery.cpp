#include "gateway/line/delivery.hpp"

#include "flows/text/segments.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/message.hpp"

#include <algorithm>

namespace line {

namespace {

constexpr base::Milliseconds retry_delay_min = std::chrono::seconds(2);
constexpr base::Milliseconds retry_delay_max = std::chrono::minutes(10);
// While the store cannot be written, between two tries to record what became of a text.
constexpr std::chrono::seconds record_pause{1};
// A channel that is missing from the configuration may come back with the next reload.
constexpr std::chrono::minutes channel_missing_delay{10};

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

bool passes(base::Code code) { return code == base::Code::storage || code == base::Code::busy; }

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

base::Task<void> Delivery::deliver(store::Parcel parcel) {
  base::Result<std::optional<Ended>> judged = co_await judge(parcel);
  if (judged && *judged) {
    Ended ended = std::move(**judged);
    co_await end(parcel, std::move(ended));
    co_return;
  }
  if (!judged) {
    parts_.log.error("outbox_rules_not_read", judged.error());
    providers::Outcome not_now =
        providers::TryAgain{.why = "her rules could not be read", .after = std::nullopt, .not_before = {}};
    co_await conclude(parcel, std::move(not_now));
    co_return;
  }
  Channel const* const channel = parts_.channels.find(parcel.outbound.channel);
  providers::Outcome outcome = providers::TryAgain{
      .why = "its channel is not in the configuration", .after = channel_missing_delay, .not_before = {}};
  if (channel != nullptr) {
    outcome = co_await attempt(*channel, parcel);
  } else {
    parts_.log.error("outbound_channel_missing", {{"channel", parcel.outbound.channel}});
  }
  co_await conclude(parcel, std::move(outcome));
}

// Her rules as they are now, not as they were when it was written: what was written before her STOP or her "not safe"
// never reaches her phone afterwards. The answer to that word itself was written in the same moment, and goes.
base::Task<base::Result<std::optional<Delivery::Ended>>> Delivery::judge(store::Parcel const& parcel) {
  base::Instant const now = parts_.clock.now();
  if (parcel.to.empty()) co_return Ended{store::OutboundState::withdrawn, "erased before it left"};
  if (parcel.outbound.expires && *parcel.outbound.expires <= now) {
    co_return Ended{store::OutboundState::expired, "it came too late to be worth sending"};
  }
  store::MessageId const id = parcel.outbound.id;
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<bool> {
    std::optional<store::Message> const message = store::find_message(snapshot, id);
    if (!message) return true;
    std::optional<store::Contact> const contact = store::find_contact(snapshot, message->contact);
    if (!contact || !contact->last_in_at || *contact->last_in_at <= message->at) return false;
    return contact->rules.opted_out || contact->rules.safety == store::Safety::no;
  };
  base::Result<bool> const is_overtaken = co_await parts_.store.read(unit);
  if (!is_overtaken) co_return std::unexpected(is_overtaken.error());
  if (*is_overtaken) {
    co_return Ended{store::OutboundState::withdrawn, "she asked for no more, or said that it is not safe"};
  }
  co_return std::optional<Ended>{};
}

base::Task<providers::Outcome> Delivery::attempt(Channel const& channel, store::Parcel& parcel) {
  // The built-in telephone without an address has it as soon as we say so: it fetches it.
  if (channel.provider->replies_in_answer()) {
    co_return providers::Accepted{.provider_id = {}, .state = providers::Delivery::delivered};
  }
  providers::Outbound const outbound = outbound_of(channel, parcel);
  if (parcel.was == store::OutboundState::unknown) {
    std::optional<providers::HttpRequest> question = channel.provider->find(outbound);
    if (question) {
      providers::LookUp const answer = co_await look_up(channel, outbound, std::move(*question));
      if (auto const* found = std::get_if<providers::Found>(&answer)) {
        co_return providers::Accepted{found->provider_id, found->state};
      }
      // Asked again later: only a clear "no" makes a second send harmless.
      if (auto const* unclear = std::get_if<providers::CannotTell>(&answer)) co_return providers::Unknown{unclear->why};
    }
    store::MessageId const id = parcel.outbound.id;
    auto const mark = [&](store::Transaction& tx) -> base::Result<bool> { return store::mark_repeated(tx, id); };
    base::Result<bool> const marked = co_await parts_.store.write(mark);
    // Our record must say so before the repeat leaves.
    if (!marked) co_return providers::Unknown{.why = "the store could not note the repeat"};
    parcel.outbound.repeated = true;
  }
  providers::HttpRequest request = channel.provider->request(outbound);
  base::HttpExchange answer = co_await exchange(std::move(request));
  co_return channel.provider->outcome(exchange_of(std::move(answer)));
}

base::Task<base::HttpExchange> Delivery::exchange(providers::HttpRequest request) {
  base::HttpCall call = call_of(std::move(request));
  base::HttpExchange answer = co_await parts_.client.send(std::move(call));
  co_return answer;
}

base::Task<providers::LookUp> Delivery::look_up(Channel const& channel, providers::Outbound const& outbound,
                                                providers::HttpRequest request) {
  base::HttpExchange answer = co_await exchange(std::move(request));
  auto* const response = std::get_if<base::HttpResponse>(&answer);
  if (response == nullptr) co_return providers::CannotTell{"the provider could not be asked what became of it"};
  co_return channel.provider->found(outbound, response_of(std::move(*response)));
}

base::Task<void> Delivery::conclude(store::Parcel const& parcel, providers::Outcome outcome) {
  store::MessageId const id = parcel.outbound.id;
  base::Instant const now = parts_.clock.now();
  base::Milliseconds const delay = retry_delay(parcel.outbound.attempts, parts_.random);
  Channel const* const channel = parts_.channels.find(parcel.outbound.channel);
  std::string_view word = "unknown";
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
        // What may have reached her already stays unknown until the provider says: it is never put off as if it were
        // new.
        if (parcel.was == store::OutboundState::unknown) {
          store::mark_unknown(tx, id, due, again.why);
        } else {
          store::mark_retry(tx, id, due, again.why);
        }
      },
      [&](store::Transaction& tx, providers::Never const& never) {
        word = never.alarm ? "refused_ours" : "refused";
        store::mark_ended(tx, id, store::OutboundState::failed, never.why);
        if (never.opted_out) note_opted_out(tx, parcel.outbound.contact);
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
    std::visit([&](auto const& each) { record(tx, each); }, outcome);
    return true;
  };
  // The provider has answered and nobody else knows it: forgotten, the text would go a second time.
  bool is_said = false;
  for (bool again = true; again;) {
    base::Result<bool> const recorded = co_await parts_.store.write(unit);
    if (!recorded && !is_said) parts_.log.error("outbox_outcome_not_recorded", recorded.error());
    is_said = is_said || !recorded;
    again = !recorded && passes(recorded.error().code);
    if (again) again = co_await pause();
  }
  parts_.metrics.increment("saathi_outbound_total", {parcel.outbound.channel, word});
  if (word == "refused_ours") parts_.log.error("outbound_refused", {{"channel", parcel.outbound.channel}});
}

base::Task<bool> Delivery::pause() {
  if (is_ending_) co_return false;
  base::Wakeup alarm(loop_, parts_.clock);
  pauses_.insert(&alarm);
  base::Instant const until = parts_.clock.now() + record_pause;
  co_await alarm.wait_until(until);
  pauses_.erase(&alarm);
  co_return !is_ending_;
}

void Delivery::hurry() {
  is_ending_ = true;
  for (base::Wakeup* const each : pauses_) each->notify();
}

base::Task<void> Delivery::end(store::Parcel const& parcel, Ended ended) {
  store::MessageId const id = parcel.outbound.id;
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    return store::mark_ended(tx, id, ended.state, ended.why);
  };
  base::Result<bool> const recorded = co_await parts_.store.write(unit);
  if (!recorded) parts_.log.error("outbox_outcome_not_recorded", recorded.error());
  parts_.metrics.increment("saathi_outbound_total", {parcel.outbound.channel, store::name(ended.state)});
}

}  // namespace line
