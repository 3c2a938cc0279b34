#include "gateway/store/outbound.hpp"

namespace store {
namespace {

// The first columns of every reading below, in this order.
Outbound read_outbound(Rows const& row) {
  return Outbound{
      .id = row.get<MessageId>(0),
      .contact = row.get<ContactId>(1),
      .address = row.get<AddressId>(2),
      .channel = row.get<std::string>(3),
      .state = row.get<OutboundState>(4),
      .attempts = row.get<int>(5),
      .due = row.get<std::optional<Instant>>(6),
      .provider_id = row.get<std::string>(7),
      .repeated = row.get<bool>(8),
      .why = row.get<std::string>(9),
      .caused_by = row.get<MessageId>(10),
      .first_try = row.get<std::optional<Instant>>(11),
      .expires = row.get<std::optional<Instant>>(12),
      .asks = row.get<bool>(13),
      .overrides = row.get<bool>(14),
  };
}

// Whose lease ended did not say what became of it.
OutboundState state_before(OutboundState state) {
  return state == OutboundState::sending ? OutboundState::unknown : state;
}

// Likewise, and then the notice's own.
Parcel read_notice(Snapshot& snapshot, Rows const& row) {
  Parcel parcel{.outbound = read_outbound(row), .is_notice = true};
  parcel.was = state_before(parcel.outbound.state);
  std::int64_t const id = parcel.outbound.id.value;
  std::int64_t const account = row.get<AccountId>(26).value;
  parcel.to = unseal(snapshot, sealed_columns::notice_address, id, account, row.bytes(27));
  parcel.text = unseal(snapshot, sealed_columns::notice_text, id, account, row.bytes(28));
  parcel.written = row.get<Instant>(29);
  return parcel;
}

// Likewise, and then the parcel's own.
Parcel read_parcel(Snapshot& snapshot, Rows const& row) {
  if (!row.is_null(27)) return read_notice(snapshot, row);
  Parcel parcel{.outbound = read_outbound(row),
                .scheme = row.get<Scheme>(15),
                .written = row.get<Instant>(18),
                .is_scripted = !row.is_null(19),
                .is_overtaken = row.get<bool>(20),
                .recipient = {.rules = {.safety = row.get<Safety>(21),
                                        .preference = row.get<Preference>(22),
                                        .opted_out = row.get<bool>(23)},
                              .last_heard = row.get<std::optional<Instant>>(24),
                              .country = row.get<std::string>(25)}};
  Outbound const& outbound = parcel.outbound;
  parcel.was = state_before(outbound.state);
  parcel.to =
      unseal(snapshot, sealed_columns::address_value, outbound.address.value, outbound.contact.value, row.bytes(16));
  parcel.text =
      unseal(snapshot, sealed_columns::message_text, outbound.id.value, outbound.contact.value, row.bytes(17));
  return parcel;
}

// Something may be due now or later that was not.
void wake(Transaction& tx) { tx.changes().outbox = true; }

struct Place {
  ContactId contact{};
  std::string channel{};
};

// Those behind the oldest unfinished row of a contact on a channel wait, the others do not; held ones let others pass.
void put_in_order(Transaction& tx, Place const& place) {
  struct Row {
    MessageId id;
    bool waits = false;
    bool is_held = false;
  };
  std::vector<Row> unfinished;
  {
    Rows rows = tx.query(
        "select id, waits, state from outbound where contact_id = $1 and channel = $2 and due is not null order by id",
        place.contact, place.channel);
    while (rows.next())
      unfinished.push_back(
          {rows.get<MessageId>(0), rows.get<bool>(1), rows.get<OutboundState>(2) == OutboundState::held});
  }
  bool is_behind = false;
  for (Row const& row : unfinished) {
    if (row.waits != is_behind) {
      tx.execute("update outbound set waits = $2 where id = $1", row.id, is_behind);
      wake(tx);
    }
    is_behind = is_behind || !row.is_held;
  }
}

bool is_behind_another(Transaction& tx, ContactId contact, std::string_view channel) {
  Rows rows = tx.query(
      "select 1 from outbound where contact_id = $1 and channel = $2 and due is not null and state <> 'held' limit 1",
      contact, channel);
  return rows.next();
}

void set_state(Transaction& tx, MessageId id, OutboundState state, std::optional<Instant> due, std::string_view why) {
  std::optional<Place> place;
  {
    Rows rows =
        tx.query("update outbound set state = $2, due = $3, why = $4 where id = $1 returning contact_id, channel", id,
                 state, due, why);
    while (rows.next()) place = {rows.get<ContactId>(0), rows.get<std::string>(1)};
  }
  if (place) put_in_order(tx, *place);
  if (due) wake(tx);
}

std::optional<OutboundState> state_of(Snapshot& snapshot, MessageId id) {
  Rows rows = snapshot.query("select state from outbound where id = $1", id);
  if (!rows.next()) return std::nullopt;
  return rows.get<OutboundState>(0);
}

// Ends, holds or delays a row that no report has decided meanwhile.
bool decide(Transaction& tx, MessageId id, OutboundState state, std::optional<Instant> due, std::string_view why) {
  std::optional<OutboundState> const now = state_of(tx, id);
  if (!now) return false;
  if (!is_finished(*now)) set_state(tx, id, state, due, why);
  return true;
}

}  // namespace

base::Result<Outbound> add_outbound(Transaction& tx, Chain& chain, NewOutbound outbound) {
  Message& message = outbound.message;
  message.direction = Direction::out;
  message.provider_id.clear();  // theirs comes with the answer, and stands in the outbox
  Outbound row{.contact = message.contact,
               .address = message.address,
               .channel = message.channel,
               .state = outbound.state,
               .why = std::move(outbound.why),
               .caused_by = outbound.caused_by,
               .expires = outbound.expires,
               .asks = outbound.asks,
               .overrides = outbound.overrides};
  base::Result<MessageId> const added = add_message(tx, chain, std::move(message));
  if (!added) return std::unexpected(added.error());
  row.id = *added;
  bool waits = false;
  if (row.state == OutboundState::queued) {
    row.due = outbound.due.value_or(tx.now());
    waits = is_behind_another(tx, row.contact, row.channel);
    if (outbound.lease.count() > 0 && !waits) {
      row.state = OutboundState::sending;
      row.attempts = 1;
      row.first_try = tx.now();
      row.due = tx.now() + outbound.lease;
    }
  }
  tx.execute(
      "insert into outbound (id, contact_id, address_id, channel, state, attempts, due, provider_id, repeated, why, "
      "caused_by, first_try, expires, asks, overrides, waits) "
      "values ($1, $2, $3, $4, $5, $6, $7, '', 0, $8, $9, $10, $11, $12, $13, $14)",
      row.id, row.contact, row.address, row.channel, row.state, row.attempts, row.due, row.why, row.caused_by,
      row.first_try, row.expires, row.asks, row.overrides, waits);
  if (row.state != OutboundState::sending) wake(tx);
  return row;
}

base::Result<MessageId> add_outbound(Transaction& tx, NewOutbound outbound) {
  Chain chain = open_chain(tx, outbound.message.contact);
  base::Result<Outbound> const added = add_outbound(tx, chain, std::move(outbound));
  if (!added) return std::unexpected(added.error());
  close_chain(tx, chain);
  return added->id;
}

std::optional<Outbound> find_outbound(Snapshot& snapshot, MessageId id) {
  Rows rows = snapshot.query(
      "select id, contact_id, address_id, channel, state, attempts, due, provider_id, repeated, why, caused_by, "
      "first_try, expires, asks, overrides from outbound where id = $1",
      id);
  if (!rows.next()) return std::nullopt;
  return read_outbound(rows);
}

std::vector<std::string> provider_ids_of_others(Snapshot& snapshot, Outbound const& row) {
  std::vector<std::string> ids;
  Rows rows = snapshot.query(
      "with recursive chain (id, prev, n) as (select m.id, m.prev_id, 1 from contact c join message m "
      "on m.id = c.last_message_id where c.id = $1 union all select m.id, m.prev_id, n + 1 from chain "
      "join message m on m.id = chain.prev where n < 100) "
      "select o.provider_id from chain join outbound o on o.id = chain.id "
      "where o.channel = $2 and o.id <> $3 and o.provider_id <> ''",
      row.contact, row.channel, row.id);
  while (rows.next()) ids.push_back(rows.get<std::string>(0));
  return ids;
}

std::vector<Outbound> outbound_for(Snapshot& snapshot, MessageId caused_by) {
  std::vector<Outbound> found;
  Rows rows = snapshot.query(
      "select id, contact_id, address_id, channel, state, attempts, due, provider_id, repeated, why, caused_by, "
      "first_try, expires, asks, overrides from outbound where caused_by = $1 order by id",
      caused_by);
  while (rows.next()) found.push_back(read_outbound(rows));
  return found;
}

std::vector<Parcel> due_rows(Transaction& tx, std::string_view channel, int limit, MayTake const& may_take) {
  std::vector<Parcel> due;
  Rows rows = tx.query(
      "select o.id, o.contact_id, o.address_id, o.channel, o.state, o.attempts, o.due, o.provider_id, o.repeated, "
      "o.why, o.caused_by, o.first_try, o.expires, o.asks, o.overrides, a.scheme, a.value, m.text, m.at, "
      "m.conversation_id, "
      "v.last_turn > m.at and exists (select 1 from outbound n join message w on w.id = n.id "
      "where n.contact_id = o.contact_id and n.channel = o.channel and n.id > o.id and n.due is not null "
      "and w.conversation_id = m.conversation_id and w.at > m.at), c.safety, c.preference, c.opted_out, c.last_in_at, "
      "k.country, n.account_id, n.address, n.text, n.at "
      "from outbound o left join message m on m.id = o.id left join address a on a.id = o.address_id "
      "left join contact c on c.id = o.contact_id left join conversation v on v.id = m.conversation_id "
      "left join case_record k on k.id = m.case_id left join notice n on n.id = o.id "
      "where o.channel = $2 and o.due <= $1 and o.due is not null and o.waits = 0 order by o.due, o.id",
      tx.now(), channel);
  while (std::ssize(due) < limit && rows.next()) {
    if (may_take && !may_take(rows.get<MessageId>(0))) continue;
    due.push_back(read_parcel(tx, rows));
  }
  return due;
}

void lease(Transaction& tx, Parcel& parcel, base::Milliseconds time) {
  Outbound& row = parcel.outbound;
  bool const was_held = row.state == OutboundState::held;
  row.state = OutboundState::sending;
  row.attempts += 1;
  row.due = tx.now() + time;
  if (!row.first_try) row.first_try = tx.now();
  tx.execute("update outbound set state = $2, attempts = $3, due = $4, first_try = $5 where id = $1", row.id, row.state,
             row.attempts, row.due, row.first_try);
  if (was_held) put_in_order(tx, {row.contact, row.channel});
}

std::vector<NextDue> next_due(Snapshot& snapshot) {
  std::vector<NextDue> found;
  std::string channel;
  while (true) {
    Rows rows = snapshot.query(
        "select channel, due from outbound where channel > $1 and due is not null and waits = 0 "
        "order by channel, due limit 1",
        channel);
    if (!rows.next()) return found;
    channel = rows.get<std::string>(0);
    found.push_back({channel, rows.get<Instant>(1)});
  }
}

std::vector<std::pair<OutboundState, std::int64_t>> owed(Snapshot& snapshot) {
  std::vector<std::pair<OutboundState, std::int64_t>> counts;
  Rows rows = snapshot.query("select state, count(*) from outbound where due is not null group by state");
  while (rows.next()) counts.emplace_back(rows.get<OutboundState>(0), rows.get<std::int64_t>(1));
  return counts;
}

std::int64_t take_back_all_leases(Transaction& tx) {
  std::int64_t const rows = tx.execute(
      "update outbound set state = 'unknown', due = $1, why = $2 where state = 'sending' and due is not null", tx.now(),
      std::string_view("The gateway stopped while this was being sent."));
  if (rows > 0) wake(tx);
  return rows;
}

bool mark_sent(Transaction& tx, MessageId id, std::string_view provider_id, Reported state) {
  // That the provider took it is what we know, whatever word it used.
  Reported const told = state == Reported::unknown ? Reported::sent : state;
  OutboundState const after = fold(OutboundState::sending, told);
  std::optional<Place> place;
  {
    Rows rows = tx.query(
        "update outbound set state = $2, provider_id = $3, due = null, why = '' where id = $1 and state = 'sending' "
        "returning contact_id, channel",
        id, after, provider_id);
    while (rows.next()) place = {rows.get<ContactId>(0), rows.get<std::string>(1)};
  }
  if (place) {
    put_in_order(tx, *place);
    if (after != OutboundState::sent) wake(tx);  // who fetches it may have waited
    return true;
  }
  // A report was quicker, or somebody has looked it up meanwhile.
  if (tx.execute("update outbound set provider_id = $2 where id = $1", id, provider_id) == 0) return false;
  return fold_report(tx, id, told, {}).has_value();
}

bool mark_retry(Transaction& tx, MessageId id, Instant due, std::string_view why) {
  return decide(tx, id, OutboundState::queued, due, why);
}

bool mark_unknown(Transaction& tx, MessageId id, Instant due, std::string_view why) {
  return decide(tx, id, OutboundState::unknown, due, why);
}

bool mark_repeated(Transaction& tx, MessageId id) {
  return tx.execute("update outbound set repeated = 1 where id = $1", id) > 0;
}

bool mark_ended(Transaction& tx, MessageId id, OutboundState state, std::string_view why) {
  return decide(tx, id, state, std::nullopt, why);
}

bool hold(Transaction& tx, MessageId id, std::optional<Instant> until, std::string_view why) {
  return decide(tx, id, OutboundState::held, until, why);
}

bool release(Transaction& tx, MessageId id, Instant due) {
  std::optional<OutboundState> const state = state_of(tx, id);
  if (!state || *state != OutboundState::held) return false;
  set_state(tx, id, OutboundState::queued, due, {});
  return true;
}

std::int64_t look_again(Transaction& tx, ContactId contact) {
  std::int64_t const rows = tx.execute(
      "update outbound set due = $2 where contact_id = $1 and due is not null and state = 'held'", contact, tx.now());
  if (rows > 0) wake(tx);
  return rows;
}

base::Result<void> withdraw(Transaction& tx, MessageId id, std::string_view why) {
  std::optional<Outbound> const row = find_outbound(tx, id);
  if (!row) return base::error(base::Code::not_found, "There is no such message in the outbox.");
  bool const waits = row->state == OutboundState::queued || row->state == OutboundState::held;
  if (!waits || row->attempts > 0) {
    return base::error(base::Code::conflict, "It may have left already and cannot be taken back.");
  }
  set_state(tx, id, OutboundState::withdrawn, std::nullopt, why);
  return {};
}

void note_provider_id(Transaction& tx, MessageId id, std::string_view provider_id) {
  tx.execute("update outbound set provider_id = $2 where id = $1 and provider_id = ''", id, provider_id);
}

std::optional<Folded> fold_report(Transaction& tx, MessageId id, Reported state, std::string_view code) {
  std::optional<OutboundState> const before = state_of(tx, id);
  if (!before) return std::nullopt;
  OutboundState const after = fold(*before, state);
  if (after != *before) set_state(tx, id, after, std::nullopt, code);
  return Folded{.before = *before, .after = after};
}

}  // namespace store
