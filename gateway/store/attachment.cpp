#include "gateway/store/attachment.hpp"

#include "gateway/store/seal.hpp"

namespace store {
namespace {

Attachment read_attachment(Snapshot& snapshot, Rows const& row) {
  Attachment found{.id = row.get<AttachmentId>(0),
                   .case_id = row.get<CaseId>(1),
                   .contact = row.get<ContactId>(2),
                   .kind = row.get<std::string>(3),
                   .author = row.get<std::string>(4),
                   .size_bytes = row.get<std::int64_t>(5),
                   .name = {},
                   .bytes = {},
                   .at = row.get<Instant>(7)};
  found.name = unseal(snapshot, sealed_columns::attachment_name, found.id.value, found.contact.value, row.bytes(6));
  return found;
}

}  // namespace

AttachmentId add_attachment(Transaction& tx, Attachment const& attachment) {
  AttachmentId const id = tx.next_id<AttachmentId>();
  std::string const& bytes = attachment.bytes.reveal(base::Reason::to_seal);
  std::string const name = seal(tx, sealed_columns::attachment_name, id.value, attachment.contact.value,
                                attachment.name.reveal(base::Reason::to_seal));
  std::string const sealed = seal(tx, sealed_columns::attachment_bytes, id.value, attachment.contact.value, bytes);
  tx.execute(
      "insert into attachment (id, case_id, contact_id, kind, author, size, name, bytes, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      id, attachment.case_id, attachment.contact, attachment.kind, attachment.author, std::ssize(bytes), Blob{name},
      Blob{sealed}, tx.now());
  return id;
}

std::optional<Attachment> find_attachment(Snapshot& snapshot, AttachmentId id) {
  Rows rows = snapshot.query(
      "select id, case_id, contact_id, kind, author, size, name, at, bytes from attachment where id = $1", id);
  if (!rows.next()) return std::nullopt;
  Attachment found = read_attachment(snapshot, rows);
  found.bytes = unseal(snapshot, sealed_columns::attachment_bytes, found.id.value, found.contact.value, rows.bytes(8));
  return found;
}

std::vector<Attachment> attachments(Snapshot& snapshot, CaseId case_id) {
  std::vector<Attachment> all;
  Rows rows = snapshot.query(
      "select id, case_id, contact_id, kind, author, size, name, at from attachment where case_id = $1 order by id",
      case_id);
  while (rows.next()) all.push_back(read_attachment(snapshot, rows));
  return all;
}

}  // namespace store
