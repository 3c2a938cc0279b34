#include "gateway/store/contact.hpp"

namespace store {
namespace {

constexpr std::string_view columns =
    "c.id, c.version, c.language, c.language_chosen, c.safety, c.preference, c.opted_out, c.no_share, c.first_at, "
    "c.last_in_at, c.last_message_id, c.doubt, c.code_word, c.quiet_word, c.frozen";
constexpr int columns_count = 15;

Contact read_contact(Snapshot& snapshot, Rows const& row) {
  Contact contact{
      .id = row.get<ContactId>(0),
      .version = row.get<std::int64_t>(1),
      .rules = Rules{.language = row.get<std::string>(2),
                     .language_chosen = row.get<bool>(3),
                     .safety = row.get<Safety>(4),
                     .preference = row.get<Preference>(5),
                     .opted_out = row.get<bool>(6),
                     .no_share = row.get<bool>(7),
                     .doubt = row.get<Doubt>(11)},
      .frozen = row.get<bool>(14),
      .first_at = row.get<Instant>(8),
      .last_in_at = row.get<std::optional<Instant>>(9),
      .last_message = row.get<MessageId>(10),
      .code_word = {},
      .quiet_word = {},
  };
  std::int64_t const id = contact.id.value;
  if (!row.is_null(12)) contact.code_word = unseal(snapshot, sealed_columns::contact_code_word, id, id, row.bytes(12));
  if (!row.is_null(13))
    contact.quiet_word = unseal(snapshot, sealed_columns::contact_quiet_word, id, id, row.bytes(13));
  return contact;
}

base::Error changed_meanwhile() {
  return {base::Code::conflict, "This person's record changed meanwhile: look again and repeat.", {}};
}

}  // namespace

std::optional<ContactAt> find_contact_at(Snapshot& snapshot, AddressKey const& address) {
  if (address.scheme == Scheme::anonymous) return std::nullopt;
  static std::string const sql = "select " + std::string(columns) +
                                 ", a.id from address a join contact c on c.id = a.contact_id where a.lookup = $1";
  Rows rows = snapshot.query(sql, Blob{lookup_of(snapshot, address)});
  if (!rows.next()) return std::nullopt;
  return ContactAt{
      .contact = read_contact(snapshot, rows), .address = rows.get<AddressId>(columns_count), .made = false};
}

std::optional<Contact> find_contact(Snapshot& snapshot, AddressKey const& address) {
  std::optional<ContactAt> const found = find_contact_at(snapshot, address);
  if (!found) return std::nullopt;
  return found->contact;
}

std::optional<Contact> find_contact(Snapshot& snapshot, ContactId id) {
  static std::string const sql = "select " + std::string(columns) + " from contact c where c.id = $1";
  Rows rows = snapshot.query(sql, id);
  if (!rows.next()) return std::nullopt;
  return read_contact(snapshot, rows);
}

ContactAt find_or_make_contact(Transaction& tx, AddressKey const& address) {
  if (std::optional<ContactAt> const found = find_contact_at(tx, address)) return *found;
  Contact contact{.id = tx.next_id<ContactId>(), .first_at = tx.now()};
  tx.execute(
      "insert into contact (id, version, language, language_chosen, safety, preference, opted_out, no_share, first_at, "
      "doubt) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      contact.id, contact.version, contact.rules.language, contact.rules.language_chosen, contact.rules.safety,
      contact.rules.preference, contact.rules.opted_out, contact.rules.no_share, contact.first_at, contact.rules.doubt);
  return ContactAt{.contact = contact, .address = add_address(tx, contact.id, address), .made = true};
}

base::Result<MessageId> require_version(Transaction& tx, ContactId id, std::int64_t expected) {
  Rows rows = tx.query("select version, last_message_id from contact where id = $1", id);
  if (!rows.next()) return std::unexpected(changed_meanwhile());
  // As it was when the unit began, whatever the unit has changed itself.
  std::int64_t const version = rows.get<std::int64_t>(0) - (tx.has_touched(id) ? 1 : 0);
  if (version != expected) return std::unexpected(changed_meanwhile());
  return rows.get<MessageId>(1);
}

base::Result<std::int64_t> update_rules(Transaction& tx, ContactId id, std::int64_t expected, Rules const& rules) {
  if (base::Result<MessageId> const stands = require_version(tx, id, expected); !stands) {
    return std::unexpected(stands.error());
  }
  touch_contact(tx, id);
  tx.execute(
      "update contact set language = $2, language_chosen = $3, safety = $4, preference = $5, opted_out = $6, "
      "no_share = $7, doubt = $8 where id = $1",
      id, rules.language, rules.language_chosen, rules.safety, rules.preference, rules.opted_out, rules.no_share,
      rules.doubt);
  return expected + 1;
}

void set_frozen(Transaction& tx, ContactId id, bool frozen) {
  touch_contact(tx, id);
  tx.execute("update contact set frozen = $2 where id = $1", id, frozen);
}

void note_heard(Transaction& tx, ContactId id) {
  tx.execute("update contact set last_in_at = $2, version = version + $3 where id = $1", id, tx.now(),
             tx.touches_first(id) ? 1 : 0);
}

void touch_contact(Transaction& tx, ContactId id) {
  if (tx.is_touch_promised(id) || !tx.touches_first(id)) return;
  tx.execute("update contact set version = version + 1 where id = $1", id);
}

}  // namespace store
