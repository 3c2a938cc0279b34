#include "gateway/store/block.hpp"

#include "gateway/store/contact.hpp"

namespace store {

bool set_blocked(Transaction& tx, ContactId contact, bool blocked) {
  bool const changed =
      tx.execute("update contact set blocked = $2 where id = $1 and blocked <> $2", contact, blocked) > 0;
  if (changed) touch_contact(tx, contact);
  return changed;
}

bool is_blocked(Snapshot& snapshot, ContactId contact) {
  Rows rows = snapshot.query("select blocked from contact where id = $1", contact);
  return rows.next() && rows.get<bool>(0);
}

}  // namespace store
