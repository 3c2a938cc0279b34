// What was written to one address: a walk along the contact's chain, newest first, so that no index is paid for.
#include "gateway/store/outbound.hpp"

#include <algorithm>

namespace store {
namespace {

// Messages looked at: a telephone that asks for more than this at once has not asked for a long time.
constexpr int walk_max = 1000;

}  // namespace

std::vector<Parcel> outbound_after(Snapshot& snapshot, std::string_view channel, AddressId address, MessageId after,
                                   int limit) {
  std::vector<Parcel> found;
  std::optional<Address> const to = find_address(snapshot, address);
  if (!to) return found;
  MessageId at;  // none: from her newest
  for (int walked = 0; walked < walk_max; ++walked) {
    std::vector<Message> step = history(snapshot, to->contact, 1, at);
    if (step.empty() || step.front().id <= after) break;
    Message& message = step.front();
    at = message.id;
    if (message.direction != Direction::out || message.channel != channel || message.address != address) continue;
    std::optional<Outbound> outbound = find_outbound(snapshot, message.id);
    if (!outbound) continue;
    OutboundState const state = outbound->state;
    found.push_back({.outbound = *std::move(outbound),
                     .was = state,
                     .scheme = to->scheme,
                     .to = to->value,
                     .text = std::move(message.text)});
  }
  std::ranges::reverse(found);
  if (static_cast<int>(found.size()) > limit) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace store
