#include "gateway/store/turn.hpp"

#include <algorithm>

namespace store {
namespace {

std::optional<Turn> find_turn(Snapshot& snapshot, TurnId id) {
  Rows row = snapshot.query(
      "select id, prev_id, conversation_id, contact_id, message_id, kind, silence, facts, at from turn where id = $1",
      id);
  if (!row.next()) return std::nullopt;
  Turn turn{
      .id = row.get<TurnId>(0),
      .prev = row.get<TurnId>(1),
      .conversation = row.get<ConversationId>(2),
      .contact = row.get<ContactId>(3),
      .message = row.get<MessageId>(4),
      .kind = row.get<std::string>(5),
      .silence = row.get<std::string>(6),
      .facts = {},
      .at = row.get<Instant>(8),
  };
  turn.facts = unseal(snapshot, sealed_columns::turn_facts, turn.id.value, turn.contact.value, row.bytes(7));
  return turn;
}

}  // namespace

TurnId add_turn(Transaction& tx, Turn turn) {
  if (!turn.id) turn.id = tx.next_id<TurnId>();
  std::string const sealed =
      seal(tx, sealed_columns::turn_facts, turn.id.value, turn.contact.value, turn.facts.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into turn (id, prev_id, conversation_id, contact_id, message_id, kind, silence, facts, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      turn.id, turn.prev, turn.conversation, turn.contact, turn.message, turn.kind, turn.silence, Blob{sealed},
      tx.now());
  return turn.id;
}

std::vector<Turn> turns_of(Snapshot& snapshot, ConversationId conversation, int limit) {
  TurnId next;
  {
    Rows rows = snapshot.query("select newest_turn_id from conversation where id = $1", conversation);
    if (rows.next()) next = rows.get<TurnId>(0);
  }
  std::vector<Turn> turns;
  while (next && std::ssize(turns) < limit) {
    std::optional<Turn> turn = find_turn(snapshot, next);
    if (!turn) break;
    next = turn->prev;
    turns.push_back(*std::move(turn));
  }
  std::ranges::reverse(turns);
  return turns;
}

}  // namespace store
