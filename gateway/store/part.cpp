#include "gateway/store/part.hpp"

namespace store {
namespace {

constexpr std::string_view columns =
    "select id, contact_id, channel, reference, total, number, provider_id, text, at, message_id from part ";

Part read_part(Snapshot& snapshot, Rows const& row) {
  Part part{.id = row.get<PartId>(0),
            .group = {.contact = row.get<ContactId>(1),
                      .channel = row.get<std::string>(2),
                      .reference = row.get<std::string>(3),
                      .total = row.get<int>(4)},
            .number = row.get<int>(5),
            .provider_id = row.get<std::string>(6),
            .text = {},
            .at = row.get<Instant>(8),
            .message = row.get<MessageId>(9)};
  part.text = unseal(snapshot, sealed_columns::part_text, part.id.value, part.group.contact.value, row.bytes(7));
  return part;
}

}  // namespace

std::optional<Part> seen_part(Snapshot& snapshot, std::string_view channel, std::string_view provider_id) {
  Rows rows = snapshot.query(std::string(columns) + "where channel = $1 and provider_id = $2", channel, provider_id);
  if (!rows.next()) return std::nullopt;
  return read_part(snapshot, rows);
}

void add_part(Transaction& tx, Part part) {
  if (!part.id) part.id = tx.next_id<PartId>();
  std::string const sealed = seal(tx, sealed_columns::part_text, part.id.value, part.group.contact.value,
                                  part.text.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into part (id, contact_id, channel, reference, total, number, provider_id, text, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      part.id, part.group.contact, part.group.channel, part.group.reference, part.group.total, part.number,
      part.provider_id, Blob{sealed}, tx.now());
}

std::vector<Part> parts_of(Snapshot& snapshot, PartGroup const& group, Instant since) {
  Rows rows =
      snapshot.query(std::string(columns) +
                         "where contact_id = $1 and channel = $2 and reference = $3 and total = $4 and at >= $5 "
                         "order by number, id",
                     group.contact, group.channel, group.reference, group.total, since);
  std::vector<Part> parts;
  while (rows.next()) parts.push_back(read_part(snapshot, rows));
  return parts;
}

void blank_parts(Transaction& tx, std::vector<Part> const& parts) {
  for (Part const& part : parts) {
    std::string const sealed =
        seal(tx, sealed_columns::part_text, part.id.value, part.group.contact.value, std::string_view{});
    tx.execute("update part set text = $2 where id = $1", part.id, Blob{sealed});
  }
}

void mark_joined(Transaction& tx, std::vector<Part> const& parts, MessageId message) {
  for (Part const& part : parts) tx.execute("update part set message_id = $2 where id = $1", part.id, message);
}

}  // namespace store
