#include "gateway/store/notice.hpp"

namespace store {

bool add_notice(Transaction& tx, Notice const& notice) {
  if (notice.account &&
      tx.query("select 1 from notice where account_id = $1 and event = $2", notice.account, notice.event).next()) {
    return false;
  }
  MessageId const id = tx.next_id<MessageId>();
  std::int64_t const owner = notice.account.value;
  std::string const address =
      seal(tx, sealed_columns::notice_address, id.value, owner, notice.address.reveal(base::Reason::to_seal));
  std::string const words =
      seal(tx, sealed_columns::notice_text, id.value, owner, notice.text.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into notice (id, account_id, case_id, medium, event, address, text, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      id, notice.account, notice.case_id, notice.medium, notice.event, Blob{address}, Blob{words}, tx.now());
  tx.execute(
      "insert into outbound (id, contact_id, address_id, channel, state, attempts, due, provider_id, repeated, why, "
      "caused_by, first_try, expires, asks, waits) "
      "values ($1, null, null, $2, 'queued', 0, $3, '', 0, '', null, null, $4, 0, 0)",
      id, notice.way, tx.now(), notice.expires);
  tx.changes().outbox = true;
  return true;
}

}  // namespace store
