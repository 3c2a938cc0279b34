// An invitation: a secret that lets somebody choose the password of her account, once. Kept as a hash; a new one for
// the same account replaces the former.
#pragma once

#include "gateway/store/transaction.hpp"

#include <optional>

namespace store {

void invite(Transaction& tx, AccountId account, std::string_view hash, Instant expires);
void withdraw_invitations(Transaction& tx, AccountId account);
// Whose it is, if it is still good.
[[nodiscard]] std::optional<AccountId> find_invitation(Snapshot& snapshot, std::string_view hash);

}  // namespace store
