// When the last backup was made, and when the last person was erased: for the alarm that no backup was made for days,
// and for the one that an old file of keys still opens what should be gone.
#pragma once

#include "gateway/store/transaction.hpp"

#include <optional>

namespace store {

void note_backup(Transaction& tx);
void note_erasure(Transaction& tx);

struct KeepingTimes {
  std::optional<Instant> backup{};
  std::optional<Instant> erasure{};
};
[[nodiscard]] KeepingTimes keeping_times(Snapshot& snapshot);

}  // namespace store
