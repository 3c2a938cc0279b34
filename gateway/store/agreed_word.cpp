#include "gateway/store/agreed_word.hpp"

#include "gateway/store/seal.hpp"

namespace store {
namespace {

std::string known_by(Sealer const& sealer, ContactId contact, std::string_view key) {
  return sealer.lookup("quiet word", text(contact) + " " + std::string(key));
}

void keep(Transaction& tx, ContactId contact, SealedColumn const& column, std::string_view sql,
          std::string_view plain) {
  std::string const sealed = seal(tx, column, contact.value, contact.value, plain);
  tx.execute(sql, contact, Blob{sealed});
  touch_contact(tx, contact);
}

}  // namespace

void keep_code_word(Transaction& tx, ContactId contact, std::string_view word) {
  keep(tx, contact, sealed_columns::contact_code_word, "update contact set code_word = $2 where id = $1", word);
}

void keep_quiet_word(Transaction& tx, ContactId contact, std::string_view key) {
  keep(tx, contact, sealed_columns::contact_quiet_word, "update contact set quiet_word = $2 where id = $1",
       known_by(tx.sealer(), contact, key));
}

std::function<bool(std::string_view key)> quiet_word_test(Snapshot& snapshot, Contact const& contact) {
  if (contact.quiet_word.empty()) return {};
  return [&sealer = snapshot.sealer(), id = contact.id, kept = contact.quiet_word](std::string_view key) {
    return known_by(sealer, id, key) == kept.reveal(base::Reason::to_read_flow);
  };
}

}  // namespace store
