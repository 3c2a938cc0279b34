#include "gateway/store/keeping/her_record.hpp"

namespace store {
namespace {

std::vector<ContactId> all_of(Rows rows) {
  std::vector<ContactId> contacts;
  while (rows.next()) contacts.push_back(rows.get<ContactId>(0));
  return contacts;
}

std::vector<HerCase> cases_of(Snapshot& snapshot, ContactId contact) {
  std::vector<HerCase> cases;
  Rows rows = snapshot.query(
      "select ref, category, severity, state, closed from case_record where contact_id = $1 order by id", contact);
  while (rows.next()) {
    cases.push_back({.ref = rows.get<std::string>(0),
                     .category = rows.get<std::string>(1),
                     .severity = rows.get<Severity>(2),
                     .state = rows.get<CaseState>(3),
                     .closed = rows.get<std::optional<Instant>>(4)});
  }
  return cases;
}

}  // namespace

HerRecord her_record(Snapshot& snapshot, ContactId contact) {
  HerRecord record{.contact = contact, .cases = cases_of(snapshot, contact)};
  {
    Rows rows = snapshot.query(
        "select coalesce(last_in_at, first_at), "
        "exists (select 1 from legal_hold where contact_id = $1), "
        "exists (select 1 from outbound where contact_id = $1 and due is not null), "
        "(select max(ended) from conversation where contact_id = $1 and outcome = 'erase_confirmed') "
        "from contact where id = $1",
        contact);
    if (!rows.next()) return record;
    record.last_heard = rows.get<Instant>(0);
    record.is_on_hold = rows.get<bool>(1);
    record.is_owed = rows.get<bool>(2);
    record.confirmed = rows.get<std::optional<Instant>>(3);
  }
  return record;
}

std::vector<ContactId> contacts_who_confirmed(Snapshot& snapshot, int limit) {
  return all_of(
      snapshot.query("select distinct c.contact_id from conversation as c join contact as p on p.id = c.contact_id "
                     "where c.outcome = 'erase_confirmed' and coalesce(p.last_in_at, p.first_at) <= c.ended "
                     "order by c.contact_id limit $1",
                     limit));
}

std::vector<ContactId> contacts_after(Snapshot& snapshot, ContactId last, int limit) {
  return all_of(snapshot.query(
      "select owner_id from owner_key where owner_kind = $1 and owner_id > $2 order by owner_id limit $3",
      OwnerKind::contact, last.value, limit));
}

std::optional<ContactId> contact_of_case(Snapshot& snapshot, std::string_view ref) {
  Rows rows = snapshot.query("select contact_id from case_record where ref = $1", ref);
  if (!rows.next()) return std::nullopt;
  return rows.get<ContactId>(0);
}

}  // namespace store
