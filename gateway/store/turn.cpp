#include "gateway/store/turn.hpp"

namespace store {

TurnId add_turn(Transaction& tx, Turn turn) {
  turn.id = tx.next_id<TurnId>();
  std::string const sealed =
      seal(tx, sealed_columns::turn_facts, turn.id.value, turn.contact.value, turn.facts.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into turn (id, conversation_id, contact_id, message_id, kind, silence, facts, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      turn.id, turn.conversation, turn.contact, turn.message, turn.kind, turn.silence, Blob{sealed}, tx.now());
  return turn.id;
}

std::vector<Turn> turns_of(Snapshot& snapshot, ConversationId conversation, int limit) {
  std::vector<Turn> turns;
  Rows rows = snapshot.query(
      "select id, conversation_id, contact_id, message_id, kind, silence, facts, at from turn "
      "where conversation_id = $1 order by id limit $2",
      conversation, limit);
  while (rows.next()) {
    Turn turn{
        .id = rows.get<TurnId>(0),
        .conversation = rows.get<ConversationId>(1),
        .contact = rows.get<ContactId>(2),
        .message = rows.get<MessageId>(3),
        .kind = rows.get<std::string>(4),
        .silence = rows.get<std::string>(5),
        .facts = {},
        .at = rows.get<Instant>(7),
    };
    turn.facts = unseal(snapshot, sealed_columns::turn_facts, turn.id.value, turn.contact.value, rows.bytes(6));
    turns.push_back(std::move(turn));
  }
  return turns;
}

}  // namespace store
