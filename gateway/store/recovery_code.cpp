#include "gateway/store/recovery_code.hpp"

namespace store {

void replace_recovery_codes(Transaction& tx, AccountId account, std::vector<std::string> const& hashes) {
  tx.execute("delete from recovery_code where account_id = $1", account);
  for (std::string const& hash : hashes) {
    tx.execute("insert into recovery_code (account_id, hash) values ($1, $2)", account, Blob{hash});
  }
}

bool take_recovery_code(Transaction& tx, AccountId account, std::string_view hash) {
  return tx.execute("delete from recovery_code where account_id = $1 and hash = $2", account, Blob{hash}) == 1;
}

}  // namespace store
