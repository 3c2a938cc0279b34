#include "gateway/store/call.hpp"

#include "gateway/store/contact.hpp"

namespace store {
namespace {

Call read_call(Snapshot& snapshot, Rows const& row) {
  Call call{
      .id = row.get<CallId>(0),
      .channel = row.get<std::string>(1),
      .provider_call_id = row.get<std::string>(2),
      .contact = row.get<ContactId>(3),
      .conversation = row.get<ConversationId>(4),
      .turn = row.get<int>(5),
      .response = {},
      .started = row.get<Instant>(7),
      .ended = row.get<std::optional<Instant>>(8),
  };
  call.response = unseal(snapshot, sealed_columns::call_response, call.id.value, call.contact.value, row.bytes(6));
  return call;
}

std::string seal_response(Transaction& tx, Call const& call) {
  return seal(tx, sealed_columns::call_response, call.id.value, call.contact.value,
              call.response.reveal(base::Reason::to_seal));
}

}  // namespace

std::optional<Call> find_call(Snapshot& snapshot, std::string_view channel, std::string_view provider_call_id) {
  Rows rows = snapshot.query(
      "select id, channel, provider_call_id, contact_id, conversation_id, turn, response, started, ended from call "
      "where channel = $1 and provider_call_id = $2",
      channel, provider_call_id);
  if (!rows.next()) return std::nullopt;
  return read_call(snapshot, rows);
}

std::optional<Call> find_call(Snapshot& snapshot, CallId id) {
  Rows rows = snapshot.query(
      "select id, channel, provider_call_id, contact_id, conversation_id, turn, response, started, ended from call "
      "where id = $1",
      id);
  if (!rows.next()) return std::nullopt;
  return read_call(snapshot, rows);
}

base::Result<CallId> add_call(Transaction& tx, Call call) {
  if (find_call(tx, call.channel, call.provider_call_id)) {
    return base::error(base::Code::conflict, "This call is known already.");
  }
  if (!call.id) call.id = tx.next_id<CallId>();
  std::string const sealed = seal_response(tx, call);
  tx.execute(
      "insert into call (id, channel, provider_call_id, contact_id, conversation_id, turn, response, started, ended) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      call.id, call.channel, call.provider_call_id, call.contact, call.conversation, call.turn, Blob{sealed}, tx.now(),
      call.ended);
  note_heard(tx, call.contact);
  return call.id;
}

void save_call(Transaction& tx, Call const& call) {
  std::string const sealed = seal_response(tx, call);
  tx.execute("update call set conversation_id = $2, turn = $3, response = $4, ended = $5 where id = $1", call.id,
             call.conversation, call.turn, Blob{sealed}, call.ended);
}

void note_text_after(Transaction& tx, CallId id) {
  tx.execute("update call set text_after = $2 where id = $1", id, tx.now());
}

int texts_after_calls(Snapshot& snapshot, std::string_view channel, Instant since) {
  Rows rows = snapshot.query("select count(*) from call where channel = $1 and text_after > $2", channel, since);
  return rows.next() ? rows.get<int>(0) : 0;
}

int texts_after_calls(Snapshot& snapshot, std::string_view channel, Instant since, ContactId contact) {
  Rows rows = snapshot.query("select count(*) from call where channel = $1 and text_after > $2 and contact_id = $3",
                             channel, since, contact);
  return rows.next() ? rows.get<int>(0) : 0;
}

}  // namespace store
