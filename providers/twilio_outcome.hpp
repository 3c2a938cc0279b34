// What Twilio's words and numbers mean: states of a text, error codes, answers to a send and to a look-up.
// Threads: plain functions.
#pragma once

#include "providers/provider.hpp"

#include <chrono>
#include <string_view>

namespace providers {

// The error code, as callbacks write it, of a person who wants no texts from this number.
inline constexpr std::string_view twilio_opted_out = "21610";

// Their clock and ours may differ, and their dates have whole seconds. Wide enough for both, narrow enough that the
// same words sent earlier are not taken for these.
inline constexpr std::chrono::seconds twilio_look_back{5};
inline constexpr int twilio_listed_max = 100;

[[nodiscard]] Delivery twilio_state(std::string_view word, std::string_view error_code);
[[nodiscard]] Outcome twilio_outcome(HttpResponse const& response);
[[nodiscard]] LookUp twilio_found(Outbound const& outbound, HttpResponse const& response);

}  // namespace providers
