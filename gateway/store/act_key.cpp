#include "gateway/store/act_key.hpp"

namespace store {

base::Result<void> note_act(Transaction& tx, ActKey const& act) {
  tx.execute("delete from act_key where at <= $1", tx.now() - act_key_time);
  {
    Rows rows = tx.query("select request from act_key where account_id = $1 and key = $2", act.account,
                         std::string_view(act.key));
    if (rows.next()) {
      if (rows.get<std::int64_t>(0) == act.request) return {};
      return base::error(base::Code::conflict, "This was asked for already.");
    }
  }
  tx.execute("insert into act_key (account_id, key, request, asked, at) values ($1, $2, $3, $4, $5)", act.account,
             std::string_view(act.key), act.request, Blob{act.asked}, tx.now());
  return {};
}

void keep_answer(Transaction& tx, AccountId account, std::string_view key, int status, std::string_view body) {
  std::optional<ActKey> const act = find_act(tx, account, key);
  if (!act) return;
  std::string const sealed = seal(tx, sealed_columns::act_answer, act->request, account.value, body);
  tx.execute("update act_key set status = $3, answer = $4 where account_id = $1 and key = $2", account, key, status,
             Blob{sealed});
}

std::optional<ActKey> find_act(Snapshot& snapshot, AccountId account, std::string_view key) {
  Rows rows = snapshot.query(
      "select request, asked, status, answer from act_key where account_id = $1 and key = $2 and at > $3", account, key,
      snapshot.now() - act_key_time);
  if (!rows.next()) return std::nullopt;
  ActKey act{.account = account,
             .key = std::string(key),
             .request = rows.get<std::int64_t>(0),
             .asked = rows.get<std::string>(1),
             .status = rows.is_null(2) ? 0 : rows.get<int>(2),
             .answer = {}};
  if (!rows.is_null(3)) {
    act.answer = unseal(snapshot, sealed_columns::act_answer, act.request, account.value, rows.bytes(3));
  }
  return act;
}

}  // namespace store
