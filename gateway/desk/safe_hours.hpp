// When a text may arrive on her phone. At night a phone that lights up wakes whoever sleeps beside it, so until she
// names hours of her own it is from seven in the morning to ten at night on her clock. Her clock is that of the country
// she named, else of her number's prefix; where several zones are possible, only hours that are safe in all of them.
// Pure.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/desk/countries.hpp"

#include <optional>
#include <string_view>

namespace desk {

// `now` if it is safe, else when it is next. `country`: ISO 3166; unknown or empty: it may be any from the Gulf to
// Malaysia.
[[nodiscard]] base::Instant next_safe_time(Countries const& countries, std::string_view country, base::Instant now);

// When it is next that hour ("2100") on her clock, as told above; of several zones the one in which it comes first.
// Nothing: it is no hour.
[[nodiscard]] std::optional<base::Instant> next_at(Countries const& countries, std::string_view country,
                                                   std::string_view hour, base::Instant now);

}  // namespace desk
