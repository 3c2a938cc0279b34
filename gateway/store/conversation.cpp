#include "gateway/store/conversation.hpp"

#include "gateway/store/contact.hpp"

namespace store {
namespace {

Conversation read_conversation(Snapshot& snapshot, Rows const& row) {
  Conversation conversation{
      .id = row.get<ConversationId>(0),
      .contact = row.get<ContactId>(1),
      .channel = row.get<std::string>(2),
      .medium = row.get<Medium>(3),
      .state = {},
      .opened = row.get<Instant>(5),
      .last_turn = row.get<Instant>(6),
      .ended = row.get<std::optional<Instant>>(7),
      .outcome = row.get<std::string>(8),
      .newest_turn = row.get<TurnId>(9),
      .wakes = row.get<std::optional<Instant>>(10),
  };
  conversation.state = unseal(snapshot, sealed_columns::conversation_state, conversation.id.value,
                              conversation.contact.value, row.bytes(4));
  return conversation;
}

std::string seal_state(Transaction& tx, Conversation const& conversation) {
  return seal(tx, sealed_columns::conversation_state, conversation.id.value, conversation.contact.value,
              conversation.state.reveal(base::Reason::to_seal));
}

}  // namespace

std::optional<Conversation> live_conversation(Snapshot& snapshot, ContactId contact, Medium medium) {
  Rows rows = snapshot.query(
      "select id, contact_id, channel, medium, state, opened, last_turn, ended, outcome, newest_turn_id, wakes "
      "from conversation where contact_id = $1 and medium = $2 and ended is null order by id desc limit 1",
      contact, medium);
  if (!rows.next()) return std::nullopt;
  return read_conversation(snapshot, rows);
}

std::optional<Conversation> last_conversation(Snapshot& snapshot, ContactId contact, Medium medium) {
  Rows rows = snapshot.query(
      "select id, contact_id, channel, medium, state, opened, last_turn, ended, outcome, newest_turn_id, wakes "
      "from conversation where contact_id = $1 and medium = $2 order by id desc limit 1",
      contact, medium);
  if (!rows.next()) return std::nullopt;
  return read_conversation(snapshot, rows);
}

std::optional<Conversation> find_conversation(Snapshot& snapshot, ConversationId id) {
  Rows rows = snapshot.query(
      "select id, contact_id, channel, medium, state, opened, last_turn, ended, outcome, newest_turn_id, wakes "
      "from conversation where id = $1",
      id);
  if (!rows.next()) return std::nullopt;
  return read_conversation(snapshot, rows);
}

ConversationId add_conversation(Transaction& tx, Conversation conversation) {
  if (!conversation.id) conversation.id = tx.next_id<ConversationId>();
  std::string const sealed = seal_state(tx, conversation);
  tx.execute(
      "insert into conversation (id, contact_id, channel, medium, state, opened, last_turn, ended, outcome, "
      "newest_turn_id, wakes) values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10)",
      conversation.id, conversation.contact, conversation.channel, conversation.medium, Blob{sealed}, tx.now(),
      conversation.ended, conversation.outcome, conversation.newest_turn, conversation.wakes);
  touch_contact(tx, conversation.contact);
  return conversation.id;
}

void save_conversation(Transaction& tx, Conversation const& conversation) {
  std::string const sealed = seal_state(tx, conversation);
  tx.execute(
      "update conversation set state = $2, last_turn = $3, ended = $4, outcome = $5, channel = $6, "
      "newest_turn_id = $7, wakes = $8, medium = $9 where id = $1",
      conversation.id, Blob{sealed}, tx.now(), conversation.ended, conversation.outcome, conversation.channel,
      conversation.newest_turn, conversation.wakes, conversation.medium);
  touch_contact(tx, conversation.contact);
}

void set_wakes(Transaction& tx, ConversationId id, std::optional<Instant> wakes) {
  tx.execute("update conversation set wakes = $2 where id = $1", id, wakes);
}

}  // namespace store
