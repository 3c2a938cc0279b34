#include "gateway/store/consent.hpp"

#include <algorithm>

namespace store {

void add_consent(Transaction& tx, Consent consent) {
  consent.id = tx.next_id<ConsentId>();
  consent.at = tx.now();
  tx.execute(
      "insert into consent (id, contact_id, case_id, organisation, purpose, answer, copy, language, revision, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      consent.id, consent.contact, consent.case_id, std::string_view(consent.organisation),
      std::string_view(consent.purpose), name(consent.answer), std::string_view(consent.copy),
      std::string_view(consent.language), std::string_view(consent.revision), consent.at);
}

std::vector<Consent> consents_of(Snapshot& snapshot, ContactId contact) {
  Rows rows = snapshot.query(
      "select id, case_id, organisation, purpose, answer, copy, language, revision, at from consent "
      "where contact_id = $1 order by id desc",
      contact);
  std::vector<Consent> consents;
  while (rows.next()) {
    consents.push_back({.id = rows.get<ConsentId>(0),
                        .contact = contact,
                        .case_id = rows.get<CaseId>(1),
                        .organisation = rows.get<std::string>(2),
                        .purpose = rows.get<std::string>(3),
                        .answer = rows.get<ConsentAnswer>(4),
                        .copy = rows.get<std::string>(5),
                        .language = rows.get<std::string>(6),
                        .revision = rows.get<std::string>(7),
                        .at = rows.get<Instant>(8)});
  }
  return consents;
}

bool may_share(std::vector<Consent> const& newest_first, std::string_view organisation) {
  auto const said = std::ranges::find_if(newest_first, [&](Consent const& each) {
    return each.organisation.empty() || each.organisation == organisation;
  });
  return said != newest_first.end() && said->answer == ConsentAnswer::given;
}

}  // namespace store
