#include "gateway/store/keeping/erase.hpp"

#include "gateway/store/keeping/last_backup.hpp"
#include "gateway/store/seal.hpp"
#include "gateway/store/timer.hpp"

#include <string>

namespace store {
namespace {

// Timers speak of her by the id of something of hers, alone or before a blank.
void drop_timers(Transaction& tx, ContactId contact) {
  std::vector<std::int64_t> ids{contact.value};
  for (std::string_view const sql :
       {"select id from conversation where contact_id = $1", "select id from call where contact_id = $1",
        "select id from case_record where contact_id = $1"}) {
    Rows rows = tx.query(sql, contact);
    while (rows.next()) ids.push_back(rows.get<std::int64_t>(0));
  }
  for (std::int64_t const id : ids) {
    std::string const alone = std::to_string(id);
    for (std::string_view const kind : words(TimerKind{})) {
      tx.execute("delete from timer where kind = $1 and (subject = $2 or (subject > $3 and subject < $4))", kind, alone,
                 alone + " ", alone + "!");  // '!' follows ' '
    }
  }
}

void drop_rows(Transaction& tx, ContactId contact) {
  for (HerRows const& each : her_rows) {
    std::string sql("delete from ");
    sql.append(each.table).append(" where ").append(each.column);
    sql.append(each.column != "contact_id" ? " in (select id from case_record where contact_id = $1)" : " = $1");
    tx.execute(sql, contact);
  }
}

void empty_shells(Transaction& tx, ContactId contact) {
  tx.execute(
      "update case_record set state = 'erased', outcome = case when closed is null then 'N8' else outcome end, "
      "opened = opened - opened % $2, closed = coalesce(closed, $3) - coalesce(closed, $3) % $2, "
      "reasons = zeroblob(0), holder = '', tags = '[]', flags = '[]', about = '[]', also = '[]', offer = '[]', "
      "district = '', rule = '', language = '', due_eyes = null, due_contact = null, due_update = null, "
      "due_call = null, merged_into = null, follow_up = 0, live_until = null, silent_since = null, version = version + "
      "1 where contact_id = $1",
      contact, std::int64_t{std::chrono::milliseconds(std::chrono::days(1)).count()}, tx.now());
  tx.execute(
      "update contact set version = version + 1, language = '', language_chosen = 0, safety = 'unknown', "
      "preference = 'unknown', opted_out = 0, no_share = 0, doubt = 'none', blocked = 0, frozen = 0, code_word = null, "
      "quiet_word = null, first_at = first_at - first_at % $2, last_in_at = null, last_message_id = null where id = $1",
      contact, std::int64_t{std::chrono::milliseconds(std::chrono::days(1)).count()});
}

}  // namespace

std::vector<std::string> case_refs_of(Snapshot& snapshot, ContactId contact) {
  std::vector<std::string> refs;
  Rows rows = snapshot.query("select ref from case_record where contact_id = $1 order by id", contact);
  while (rows.next()) refs.push_back(rows.get<std::string>(0));
  return refs;
}

void erase_contact(Transaction& tx, ContactId contact, std::string_view who, ErasedFor why) {
  std::string detail(R"({"why":")");
  detail.append(name(why)).append(R"("})");
  for (std::string const& ref : case_refs_of(tx, contact)) tx.journal(who, "erased", "case " + ref, detail);
  tx.journal(who, "erased", "contact " + std::to_string(contact.value), detail);
  drop_timers(tx, contact);
  drop_rows(tx, contact);
  empty_shells(tx, contact);
  tx.execute("delete from owner_key where owner_kind = $1 and owner_id = $2", OwnerKind::contact, contact);
  tx.sealer().forget_key({OwnerKind::contact, contact.value});
  note_erasure(tx);
  tx.changes().erased = true;
}

}  // namespace store
