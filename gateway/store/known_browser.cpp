#include "gateway/store/known_browser.hpp"

namespace store {

void add_known_browser(Transaction& tx, AccountId account, std::string_view hash) {
  tx.execute("delete from known_browser where expires <= $1 or hash = $2", tx.now(), Blob{hash});
  tx.execute("insert into known_browser (hash, account_id, expires) values ($1, $2, $3)", Blob{hash}, account,
             tx.now() + known_browser_time);
}

bool is_known_browser(Snapshot& snapshot, AccountId account, std::string_view hash) {
  Rows rows = snapshot.query("select 1 from known_browser where hash = $1 and account_id = $2 and expires > $3",
                             Blob{hash}, account, snapshot.now());
  return rows.next();
}

void forget_browsers(Transaction& tx, AccountId account) {
  tx.execute("delete from known_browser where account_id = $1", account);
}

}  // namespace store
