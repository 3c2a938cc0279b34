// What can be said of an outbound message, and how a provider's word changes it. Pure.
#pragma once

#include "gateway/store/words.hpp"

#include <array>
#include <cstdint>

namespace store {

enum class OutboundState : std::uint8_t {
  queued,     // waits for its time or its turn
  held,       // waits for a person or a rule
  sending,    // leased
  unknown,    // an attempt's outcome was lost
  sent,       // the provider has it
  delivered,  // her phone has it
  failed,     // the network gave up
  rejected,   // the provider or network will not
  expired,    // it came too late to be worth sending
  withdrawn,  // taken back before it left
};
inline constexpr std::array<std::string_view, 10> outbound_state_words{
    "queued", "held", "sending", "unknown", "sent", "delivered", "failed", "rejected", "expired", "withdrawn"};
[[nodiscard]] constexpr std::span<std::string_view const> words(OutboundState) { return outbound_state_words; }

// A provider's word for it. Its `queued` means that the provider has it.
enum class Reported : std::uint8_t { queued, sent, delivered, failed, rejected, unknown };

// Nothing more will be done for it.
[[nodiscard]] bool is_finished(OutboundState state);

// Reports come late, twice and in any order: folding is monotonic, so every order of the same reports ends in the same
// state. Waiting states < expired, withdrawn < sent < failed < rejected < delivered. `unknown` changes nothing.
[[nodiscard]] OutboundState fold(OutboundState state, Reported reported);

}  // namespace store
