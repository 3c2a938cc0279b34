#include "gateway/store/case_link.hpp"

namespace store {

void link_cases(Transaction& tx, CaseId one, CaseId other, CaseLinkKind kind, std::string_view author) {
  for (auto const& [from, to] : {std::pair{one, other}, std::pair{other, one}}) {
    tx.execute(
        "insert into case_link (case_id, other_id, kind, author, at) values ($1, $2, $3, $4, $5) "
        "on conflict (case_id, other_id) do update set kind = excluded.kind, author = excluded.author, "
        "at = excluded.at",
        from, to, kind, author, tx.now());
  }
}

bool unlink_cases(Transaction& tx, CaseId one, CaseId other) {
  return tx.execute("delete from case_link where (case_id = $1 and other_id = $2) or (case_id = $2 and other_id = $1)",
                    one, other) > 0;
}

std::vector<CaseLink> case_links(Snapshot& snapshot, CaseId case_id) {
  std::vector<CaseLink> links;
  Rows rows =
      snapshot.query("select other_id, kind, author, at from case_link where case_id = $1 order by other_id", case_id);
  while (rows.next()) {
    links.push_back({.other = rows.get<CaseId>(0),
                     .kind = rows.get<CaseLinkKind>(1),
                     .author = rows.get<std::string>(2),
                     .at = rows.get<Instant>(3)});
  }
  return links;
}

}  // namespace store
