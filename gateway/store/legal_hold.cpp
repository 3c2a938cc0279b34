#include "gateway/store/legal_hold.hpp"

#include "gateway/store/seal.hpp"

namespace store {

void set_legal_hold(Transaction& tx, LegalHold const& hold) {
  std::int64_t const id = hold.contact.value;
  std::string const reason =
      seal(tx, sealed_columns::legal_hold_reason, id, id, hold.reason.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into legal_hold (contact_id, who, reason, at) values ($1, $2, $3, $4) "
      "on conflict (contact_id) do update set who = excluded.who, reason = excluded.reason, at = excluded.at",
      hold.contact, std::string_view(hold.who), Blob{reason}, tx.now());
}

bool lift_legal_hold(Transaction& tx, ContactId contact) {
  return tx.execute("delete from legal_hold where contact_id = $1", contact) > 0;
}

bool is_on_legal_hold(Snapshot& snapshot, ContactId contact) {
  return snapshot.query("select 1 from legal_hold where contact_id = $1", contact).next();
}

std::optional<LegalHold> find_legal_hold(Snapshot& snapshot, ContactId contact) {
  Rows rows = snapshot.query("select who, reason, at from legal_hold where contact_id = $1", contact);
  if (!rows.next()) return std::nullopt;
  LegalHold hold{.contact = contact, .who = rows.get<std::string>(0), .reason = {}, .at = rows.get<Instant>(2)};
  hold.reason = unseal(snapshot, sealed_columns::legal_hold_reason, contact.value, contact.value, rows.bytes(1));
  return hold;
}

}  // namespace store
