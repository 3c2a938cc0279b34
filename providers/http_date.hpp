// Dates in providers' answers, and the wish that `Retry-After` states. An adapter has no clock, so a date stays a date.
// Threads: plain functions.
#pragma once

#include "providers/provider.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace providers {

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110), also with a numeric zone (RFC 5322). Nothing for anything else, the two
// obsolete forms of RFC 9110 included: one of them has a two-digit year, which only a clock could complete.
[[nodiscard]] std::optional<Instant> parse_date(std::string_view text);

// "2026-11-23T10:00:00Z".
[[nodiscard]] std::string iso_date(Instant instant);

// A passing error with the provider's wish in it, where its answer has a `Retry-After` that can be read.
[[nodiscard]] TryAgain try_again(std::string why, HttpResponse const& response);

// The first header of that name, case-insensitive; empty if there is none.
[[nodiscard]] std::string_view find_header(std::span<Header const> headers, std::string_view name);

}  // namespace providers
