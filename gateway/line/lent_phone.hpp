// Somebody writes from a phone that is lent to her, and says by which case number and which secret we know her. The
// machine compares; where it fits, what she wrote goes to her own case, and nothing ties the lent number to it. She is
// answered the same whether it fits or not: whoever guesses learns nothing.
#pragma once

#include "flows/engine.hpp"
#include "gateway/store/case_record.hpp"

#include <optional>

namespace line {

// In a day, for one case; then only a person compares.
inline constexpr int wrong_pins_max = 3;

// The open case that is hers: the number is its number, and the secret its PIN or her code word. A wrong one counts.
[[nodiscard]] std::optional<store::Case> claimed_case(store::Transaction& tx, flows::Claim const& claim);

// What she wrote goes to it, as a reason that people there read.
[[nodiscard]] base::Result<store::Case> tell_claimed(store::Transaction& tx, store::Case const& hers,
                                                     flows::Claim const& claim, flows::Severity severity);

}  // namespace line
