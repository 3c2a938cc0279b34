#include "gateway/store/invitation.hpp"

namespace store {

void invite(Transaction& tx, AccountId account, std::string_view hash, Instant expires) {
  withdraw_invitations(tx, account);
  tx.execute("insert into invitation (hash, account_id, expires) values ($1, $2, $3)", Blob{hash}, account, expires);
}

void withdraw_invitations(Transaction& tx, AccountId account) {
  tx.execute("delete from invitation where account_id = $1", account);
}

std::optional<AccountId> find_invitation(Snapshot& snapshot, std::string_view hash) {
  Rows rows =
      snapshot.query("select account_id from invitation where hash = $1 and expires > $2", Blob{hash}, snapshot.now());
  if (!rows.next()) return std::nullopt;
  return rows.get<AccountId>(0);
}

}  // namespace store
