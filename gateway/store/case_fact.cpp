#include "gateway/store/case_fact.hpp"

#include "gateway/store/seal.hpp"

namespace store {

void set_case_fact(Transaction& tx, CaseId case_id, ContactId contact, CaseFact const& fact) {
  tx.execute("delete from case_fact where case_id = $1 and kind = $2", case_id, fact.kind);
  if (fact.value.empty()) return;
  // What is sealed is bound to its row, so a new value is a new row.
  CaseFactId const id = tx.next_id<CaseFactId>();
  std::string const sealed =
      seal(tx, sealed_columns::case_fact_value, id.value, contact.value, fact.value.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into case_fact (id, case_id, contact_id, kind, author, value, at) values ($1, $2, $3, $4, $5, $6, $7)",
      id, case_id, contact, fact.kind, fact.author, Blob{sealed}, tx.now());
}

std::vector<CaseFact> case_facts(Snapshot& snapshot, CaseId case_id) {
  std::vector<CaseFact> facts;
  Rows rows = snapshot.query(
      "select id, contact_id, kind, author, value, at from case_fact where case_id = $1 order by kind", case_id);
  while (rows.next()) {
    facts.push_back({.kind = rows.get<std::string>(2),
                     .author = rows.get<std::string>(3),
                     .value = unseal(snapshot, sealed_columns::case_fact_value, rows.get<std::int64_t>(0),
                                     rows.get<std::int64_t>(1), rows.bytes(4)),
                     .at = rows.get<Instant>(5)});
  }
  return facts;
}

}  // namespace store
