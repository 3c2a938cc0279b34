// Browsers in which somebody has signed in before: whoever shows such a secret is made to wait for her own mistakes
// alone, so that no stranger who knows a name keeps its owner out. The secret is kept as a hash, and opens nothing.
#pragma once

#include "gateway/store/transaction.hpp"

#include <string_view>

namespace store {

inline constexpr base::Milliseconds known_browser_time = std::chrono::days(180);

void add_known_browser(Transaction& tx, AccountId account, std::string_view hash);
[[nodiscard]] bool is_known_browser(Snapshot& snapshot, AccountId account, std::string_view hash);
void forget_browsers(Transaction& tx, AccountId account);

}  // namespace store
