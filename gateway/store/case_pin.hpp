// The number by which a case is known to be hers on a phone that is not hers. It is made of the case and the master
// key, so that no row, file or backup holds it, and it stands as long as the case does. Wrong tries are counted with
// the case alone: nothing says from which phone they came.
#pragma once

#include "gateway/store/ids.hpp"
#include "gateway/store/transaction.hpp"

#include <chrono>
#include <string>

namespace store {

// Digits of it: few enough to keep in mind, and too many for three tries a day.
inline constexpr int case_pin_digits = 4;
inline constexpr std::chrono::hours wrong_pins_count_for{24};

[[nodiscard]] std::string case_pin(Snapshot& snapshot, CaseId id);

// Somebody named the case and did not know its number.
void note_wrong_pin(Transaction& tx, CaseId id);
// How often that was in the last day.
[[nodiscard]] int wrong_pins(Snapshot& snapshot, CaseId id);

}  // namespace store
