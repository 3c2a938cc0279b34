#include "gateway/store/case_note.hpp"

#include "gateway/store/seal.hpp"

#include <algorithm>

namespace store {

CaseNoteId add_case_note(Transaction& tx, CaseNote const& note) {
  CaseNoteId const id = tx.next_id<CaseNoteId>();
  std::string const sealed =
      seal(tx, sealed_columns::case_note_text, id.value, note.contact.value, note.text.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into case_note (id, case_id, contact_id, kind, author, text, at) values ($1, $2, $3, $4, $5, $6, $7)", id,
      note.case_id, note.contact, note.kind, note.author, Blob{sealed}, tx.now());
  return id;
}

std::vector<CaseNote> case_notes(Snapshot& snapshot, CaseId case_id, int limit) {
  std::vector<CaseNote> notes;
  Rows rows = snapshot.query(
      "select id, case_id, contact_id, kind, author, text, at from case_note where case_id = $1 "
      "order by id desc limit $2",
      case_id, limit);
  while (rows.next()) {
    CaseNote note{.id = rows.get<CaseNoteId>(0),
                  .case_id = rows.get<CaseId>(1),
                  .contact = rows.get<ContactId>(2),
                  .kind = rows.get<CaseNoteKind>(3),
                  .author = rows.get<std::string>(4),
                  .text = {},
                  .at = rows.get<Instant>(6)};
    note.text = unseal(snapshot, sealed_columns::case_note_text, note.id.value, note.contact.value, rows.bytes(5));
    notes.push_back(std::move(note));
  }
  std::ranges::reverse(notes);
  return notes;
}

}  // namespace store
