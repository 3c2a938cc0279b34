#include "gateway/store/address.hpp"

namespace store {
namespace {

Address read_address(Snapshot& snapshot, Rows const& row) {
  Address address{
      .id = row.get<AddressId>(0), .contact = row.get<ContactId>(1), .scheme = row.get<Scheme>(2), .value = {}};
  address.value =
      unseal(snapshot, sealed_columns::address_value, address.id.value, address.contact.value, row.bytes(3));
  return address;
}

}  // namespace

std::string lookup_of(Snapshot& snapshot, AddressKey const& key) {
  return snapshot.sealer().lookup(name(key.scheme), key.value.reveal(base::Reason::to_find));
}

std::optional<Address> find_address(Snapshot& snapshot, AddressKey const& key) {
  if (key.scheme == Scheme::anonymous) return std::nullopt;
  Rows rows = snapshot.query("select id, contact_id, scheme, value from address where lookup = $1",
                             Blob{lookup_of(snapshot, key)});
  if (!rows.next()) return std::nullopt;
  return read_address(snapshot, rows);
}

std::optional<Address> find_address(Snapshot& snapshot, AddressId id) {
  Rows rows = snapshot.query("select id, contact_id, scheme, value from address where id = $1", id);
  if (!rows.next()) return std::nullopt;
  return read_address(snapshot, rows);
}

std::vector<Address> addresses_of(Snapshot& snapshot, ContactId contact) {
  std::vector<Address> found;
  Rows rows =
      snapshot.query("select id, contact_id, scheme, value from address where contact_id = $1 order by id", contact);
  while (rows.next()) found.push_back(read_address(snapshot, rows));
  return found;
}

AddressId add_address(Transaction& tx, ContactId contact, AddressKey const& key) {
  auto const id = tx.next_id<AddressId>();
  std::string const sealed =
      seal(tx, sealed_columns::address_value, id.value, contact.value, key.value.reveal(base::Reason::to_seal));
  std::string const hash = key.scheme == Scheme::anonymous ? std::string() : lookup_of(tx, key);
  std::optional<Blob> const lookup = hash.empty() ? std::nullopt : std::optional(Blob{hash});
  tx.execute("insert into address (id, contact_id, scheme, lookup, value) values ($1, $2, $3, $4, $5)", id, contact,
             key.scheme, lookup, Blob{sealed});
  return id;
}

}  // namespace store
