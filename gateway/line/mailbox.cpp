#include "gateway/line/mailbox.hpp"

#include "gateway/line/convert.hpp"
#include "providers/form.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace line {

namespace {

constexpr int messages_max = 100;

std::chrono::seconds wait_of(std::string_view words) {
  int seconds = static_cast<int>(Mailbox::wait_max.count());
  std::from_chars(words.data(), words.data() + words.size(), seconds);
  return std::clamp(std::chrono::seconds(seconds), std::chrono::seconds(0), Mailbox::wait_max);
}

bool is_there(store::OutboundState state) {
  return state == store::OutboundState::sent || state == store::OutboundState::delivered;
}

// Nothing more comes of it: it is there, or never will be.
bool has_left(store::OutboundState state) { return is_there(state) || store::is_finished(state); }

base::HttpResponse list_of(std::vector<store::Parcel> const& parcels) {
  boost::json::array messages;
  for (store::Parcel const& parcel : parcels) {
    messages.push_back(boost::json::object{{"id", store::text(parcel.outbound.id)},
                                           {"text", parcel.text.reveal(base::Reason::to_send)}});
  }
  return base::json(200, boost::json::serialize(boost::json::object{{"messages", std::move(messages)}}));
}

}  // namespace

void Mailbox::ring() {
  for (base::Wakeup& wakeup : waiting_) wakeup.notify();
}

base::Task<base::HttpResponse> Mailbox::poll(Channel const& channel, Numbering const& numbering, std::string query) {
  std::vector<providers::Field> const fields = providers::parse_form(query).value_or(std::vector<providers::Field>{});
  std::string_view const to = providers::value_of(fields, "to");
  std::string_view const after_words = providers::value_of(fields, "after");
  std::optional<store::MessageId> const after =
      after_words.empty() ? store::MessageId{} : store::parse_id<store::MessageId>(after_words);
  if (to.empty() || !after)
    co_return base::problem(400, "Bad request", "Give ?to=NUMBER and, to go on, &after=ID of the last message.");

  Number const number = parse_number(numbering, to, channel.country);
  store::AddressKey const key = address_of(number);
  base::Instant const until = clock_.now() + wait_of(providers::value_of(fields, "wait"));
  auto const place = waiting_.emplace(waiting_.end(), loop_, clock_);
  struct Leave {
    std::list<base::Wakeup>& waiting;
    std::list<base::Wakeup>::iterator place;
    ~Leave() { waiting.erase(place); }
  } const leave{waiting_, place};
  for (;;) {
    base::Result<std::vector<store::Parcel>> const parcels = co_await since(channel, key, *after);
    if (!parcels) co_return base::problem(parcels.error());
    if (!parcels->empty() || clock_.now() >= until) co_return list_of(*parcels);
    co_await place->wait_until(until);
  }
}

base::Task<base::Result<std::vector<store::Parcel>>> Mailbox::since(Channel const& channel, store::AddressKey to,
                                                                    store::MessageId after) {
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::Parcel>> {
    std::optional<store::Address> const address = store::find_address(snapshot, to);
    if (!address) return std::vector<store::Parcel>{};
    std::vector<store::Parcel> parcels = store::outbound_after(snapshot, channel.id, address->id, after, messages_max);
    // Up to the first that has not left yet: whoever goes on after a later one would never see it.
    auto const is_waiting = [](store::Parcel const& parcel) { return !has_left(parcel.outbound.state); };
    parcels.erase(std::ranges::find_if(parcels, is_waiting), parcels.end());
    std::erase_if(parcels, [](store::Parcel const& parcel) { return !is_there(parcel.outbound.state); });
    return parcels;
  };
  base::Result<std::vector<store::Parcel>> parcels = co_await store_.read(unit);
  co_return parcels;
}

}  // namespace line
