// Codes on paper for whoever lost the telephone with her second factor. Kept as hashes; each is good once.
#pragma once

#include "gateway/store/transaction.hpp"

#include <string>
#include <vector>

namespace store {

// In the place of all that the account had.
void replace_recovery_codes(Transaction& tx, AccountId account, std::vector<std::string> const& hashes);
// True if it was there; then it is gone.
[[nodiscard]] bool take_recovery_code(Transaction& tx, AccountId account, std::string_view hash);

}  // namespace store
