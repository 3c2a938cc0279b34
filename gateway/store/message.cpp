#include "gateway/store/message.hpp"

#include "gateway/store/contact.hpp"

namespace store {
namespace {

Message read_message(Snapshot& snapshot, Rows const& row) {
  Message message{
      .id = row.get<MessageId>(0),
      .contact = row.get<ContactId>(1),
      .conversation = row.get<ConversationId>(2),
      .case_id = row.get<CaseId>(3),
      .prev = row.get<MessageId>(4),
      .channel = row.get<std::string>(5),
      .direction = row.get<Direction>(6),
      .medium = row.get<Medium>(7),
      .provider_id = row.get<std::string>(8),
      .address = row.get<AddressId>(9),
      .text = {},
      .at = row.get<Instant>(11),
  };
  message.text = unseal(snapshot, sealed_columns::message_text, message.id.value, message.contact.value, row.bytes(10));
  return message;
}

}  // namespace

std::optional<MessageId> seen(Snapshot& snapshot, std::string_view channel, std::string_view provider_id) {
  Rows rows = snapshot.query("select id from message where channel = $1 and provider_id = $2", channel, provider_id);
  if (!rows.next()) return std::nullopt;
  return rows.get<MessageId>(0);
}

base::Result<Chain> open_chain(Transaction& tx, ContactId contact, std::int64_t version) {
  base::Result<MessageId> const newest = require_version(tx, contact, version);
  if (!newest) return std::unexpected(newest.error());
  tx.promise_touch(contact);
  return Chain{.contact = contact, .newest = *newest};
}

Chain open_chain(Transaction& tx, ContactId contact) {
  Chain chain{.contact = contact};
  Rows rows = tx.query("select last_message_id from contact where id = $1", contact);
  if (rows.next()) chain.newest = rows.get<MessageId>(0);
  tx.promise_touch(contact);
  return chain;
}

base::Result<MessageId> add_message(Transaction& tx, Chain& chain, Message message) {
  if (!message.id) message.id = tx.next_id<MessageId>();
  std::string const sealed = seal(tx, sealed_columns::message_text, message.id.value, message.contact.value,
                                  message.text.reveal(base::Reason::to_seal));
  std::optional<std::string> const provider_id =
      message.provider_id.empty() ? std::nullopt : std::optional(message.provider_id);
  try {
    tx.execute(
        "insert into message (id, contact_id, conversation_id, case_id, prev_id, channel, direction, medium, "
        "provider_id, address_id, text, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        message.id, message.contact, message.conversation, message.case_id, chain.newest, message.channel,
        message.direction, message.medium, provider_id, message.address, Blob{sealed}, tx.now());
  } catch (Failure const& failure) {
    if (failure.error().code != base::Code::conflict) throw;
    return std::unexpected(failure.error());
  }
  chain.newest = message.id;
  if (message.direction == Direction::in) chain.heard = tx.now();
  return message.id;
}

void close_chain(Transaction& tx, Chain const& chain) {
  tx.promise_touch({});
  int const step = tx.touches_first(chain.contact) ? 1 : 0;
  tx.execute(
      "update contact set last_message_id = $2, last_in_at = coalesce($3, last_in_at), version = version + $4 "
      "where id = $1",
      chain.contact, chain.newest, chain.heard, step);
}

base::Result<MessageId> add_message(Transaction& tx, Message message) {
  Chain chain = open_chain(tx, message.contact);
  base::Result<MessageId> const added = add_message(tx, chain, std::move(message));
  if (added) close_chain(tx, chain);
  return added;
}

void amend_message(Transaction& tx, MessageId id, Sealed<std::string> const& text) {
  std::optional<Message> const message = find_message(tx, id);
  if (!message) return;
  std::string const sealed =
      seal(tx, sealed_columns::message_text, id.value, message->contact.value, text.reveal(base::Reason::to_seal));
  tx.execute("update message set text = $2 where id = $1", id, Blob{sealed});
}

std::optional<Message> find_message(Snapshot& snapshot, MessageId id) {
  Rows rows = snapshot.query(
      "select id, contact_id, conversation_id, case_id, prev_id, channel, direction, medium, provider_id, address_id, "
      "text, at from message where id = $1",
      id);
  if (!rows.next()) return std::nullopt;
  return read_message(snapshot, rows);
}

std::vector<Message> history(Snapshot& snapshot, ContactId contact, int limit, MessageId before) {
  std::vector<Message> messages;
  MessageId next;
  if (before) {
    Rows rows = snapshot.query("select prev_id from message where id = $1 and contact_id = $2", before, contact);
    if (rows.next()) next = rows.get<MessageId>(0);
  } else {
    Rows rows = snapshot.query("select last_message_id from contact where id = $1", contact);
    if (rows.next()) next = rows.get<MessageId>(0);
  }
  while (next && static_cast<int>(messages.size()) < limit) {
    std::optional<Message> message = find_message(snapshot, next);
    if (!message) break;
    next = message->prev;
    messages.push_back(*std::move(message));
  }
  return messages;
}

MessageId last_inbound(Snapshot& snapshot, ContactId contact) {
  Rows head = snapshot.query("select last_message_id from contact where id = $1", contact);
  MessageId next = head.next() ? head.get<MessageId>(0) : MessageId{};
  while (next) {
    Rows rows = snapshot.query("select direction, prev_id from message where id = $1", next);
    if (!rows.next()) return {};
    if (rows.get<Direction>(0) == Direction::in) return next;
    next = rows.get<MessageId>(1);
  }
  return {};
}

CaseId case_of_answer(Snapshot& snapshot, MessageId message) {
  Rows rows = snapshot.query(
      "select case_id from message where id = $1 and direction = 'out' and conversation_id is null", message);
  return rows.next() ? rows.get<CaseId>(0) : CaseId{};
}

void assign_case(Transaction& tx, MessageId message, CaseId case_id) {
  tx.execute("update message set case_id = $2 where id = $1", message, case_id);
}

}  // namespace store
