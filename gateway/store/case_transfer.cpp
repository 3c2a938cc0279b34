#include "gateway/store/case_transfer.hpp"

namespace store {

void put_case_transfer(Transaction& tx, CaseTransfer const& transfer) {
  end_case_transfer(tx, transfer.case_id);
  tx.execute(
      "insert into case_transfer (case_id, sender, to_name, to_queue, shows_queue, at, expires) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      transfer.case_id, transfer.sender, transfer.to_name, transfer.to_queue, transfer.shows_queue, tx.now(),
      transfer.expires);
}

std::optional<CaseTransfer> find_case_transfer(Snapshot& snapshot, CaseId case_id) {
  Rows rows = snapshot.query(
      "select case_id, sender, to_name, to_queue, shows_queue, at, expires from case_transfer where case_id = $1",
      case_id);
  if (!rows.next()) return std::nullopt;
  return CaseTransfer{.case_id = rows.get<CaseId>(0),
                      .sender = rows.get<std::string>(1),
                      .to_name = rows.get<std::string>(2),
                      .to_queue = rows.get<std::string>(3),
                      .shows_queue = rows.get<bool>(4),
                      .at = rows.get<Instant>(5),
                      .expires = rows.get<Instant>(6)};
}

void end_case_transfer(Transaction& tx, CaseId case_id) {
  tx.execute("delete from case_transfer where case_id = $1", case_id);
}

}  // namespace store
