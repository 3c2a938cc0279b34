#include "gateway/store/sqlite/migrations.hpp"

#include "gateway/store/sqlite/connection.hpp"

#include <array>
#include <string>

namespace store::sqlite {
namespace {

// Times are UTC milliseconds. Ids are ours and rise with time, so primary keys append. The only indexes on keys that do
// not rise are those of dedup and of address look-up; the others are partial (rows in hand) or of rare tables.
constexpr std::string_view first_schema = R"sql(
create table meta (
  name text primary key,
  value blob not null
) strict, without rowid;

create table owner_key (
  owner_kind text not null,
  owner_id integer not null,
  wrapped blob not null,
  primary key (owner_kind, owner_id)
) strict, without rowid;

create table contact (
  id integer primary key,
  version integer not null,
  language text not null,
  language_chosen integer not null,
  safety text not null,
  preference text not null,
  opted_out integer not null,
  no_share integer not null,
  first_at integer not null,
  last_in_at integer,
  last_message_id integer
) strict;

create table address (
  id integer primary key,
  contact_id integer not null references contact (id),
  scheme text not null,
  lookup blob unique,
  value blob not null
) strict;
create index address_of_contact on address (contact_id);

create table conversation (
  id integer primary key,
  contact_id integer not null references contact (id),
  channel text not null,
  medium text not null,
  state blob not null,
  opened integer not null,
  last_turn integer not null,
  ended integer,
  outcome text not null
) strict;
create index conversation_of_contact on conversation (contact_id, medium);

create table turn (
  id integer primary key,
  conversation_id integer not null references conversation (id),
  contact_id integer not null,
  message_id integer,
  kind text not null,
  silence text not null,
  facts blob not null,
  at integer not null
) strict;
create index turn_of_conversation on turn (conversation_id);

create table message (
  id integer primary key,
  contact_id integer not null references contact (id),
  conversation_id integer,
  case_id integer,
  prev_id integer,
  channel text not null,
  direction text not null,
  medium text not null,
  provider_id text,
  address_id integer not null references address (id),
  text blob not null,
  at integer not null
) strict;
create unique index message_seen on message (channel, provider_id) where provider_id is not null;

create table outbound (
  id integer primary key references message (id),
  contact_id integer not null,
  address_id integer not null,
  channel text not null,
  state text not null,
  attempts integer not null,
  due integer,
  provider_id text not null,
  repeated integer not null,
  why text not null,
  caused_by integer,
  first_try integer,
  expires integer
) strict;
create index outbound_due on outbound (due) where due is not null;
create index outbound_order on outbound (contact_id, channel, id) where due is not null;
create index outbound_cause on outbound (caused_by) where caused_by is not null;

create table call (
  id integer primary key,
  channel text not null,
  provider_call_id text not null,
  contact_id integer not null references contact (id),
  conversation_id integer,
  turn integer not null,
  response blob not null,
  started integer not null,
  ended integer,
  unique (channel, provider_call_id)
) strict;

create table case_record (
  id integer primary key,
  ref text not null unique,
  contact_id integer not null references contact (id),
  category text not null,
  tags text not null,
  severity text not null,
  rule text not null,
  queue text not null,
  also text not null,
  offer text not null,
  place text not null,
  country text not null,
  medium text not null,
  language text not null,
  holder text not null,
  state text not null,
  due_eyes integer,
  due_contact integer,
  due_update integer,
  due_call integer,
  reasons blob not null,
  opened integer not null,
  closed integer,
  outcome text not null,
  version integer not null,
  own_case integer not null
) strict;
create index case_of_contact on case_record (contact_id);
create index case_open on case_record (id) where closed is null;

create table timer (
  kind text not null,
  subject text not null,
  due integer not null,
  generation integer not null,
  primary key (kind, subject)
) strict, without rowid;
create index timer_due on timer (due);

create table journal (
  seq integer primary key,
  at integer not null,
  who text not null,
  what text not null,
  subject text not null,
  detail text not null,
  previous blob not null,
  hash blob not null
) strict;
)sql";

constexpr std::string_view outbound_asks = R"sql(
alter table outbound add column asks integer not null default 0;
)sql";

// What a message costs: a row behind another says so itself, so that nobody looks for the rows before it; a
// conversation knows the timer that stands for it and its newest turn, so that a turn moves no timer and needs no
// index.
constexpr std::string_view cheaper_turns = R"sql(
alter table outbound add column waits integer not null default 0;
update outbound set waits = 1 where due is not null and exists (
  select 1 from outbound as e where e.contact_id = outbound.contact_id and e.channel = outbound.channel
  and e.id < outbound.id and e.due is not null and e.state <> 'held');
drop index outbound_due;
create index outbound_due on outbound (channel, due) where due is not null and waits = 0;

alter table turn add column prev_id integer;
alter table conversation add column newest_turn_id integer;
alter table conversation add column wakes integer;
update turn set prev_id = (
  select max(e.id) from turn as e where e.conversation_id = turn.conversation_id and e.id < turn.id);
update conversation set
  newest_turn_id = (select max(t.id) from turn as t where t.conversation_id = conversation.id),
  wakes = (select due from timer where kind = 'silence' and subject = cast(conversation.id as text));
drop index turn_of_conversation;
)sql";

// Parts of long texts, until and after they are joined.
constexpr std::string_view parts = R"sql(
create table part (
  id integer primary key,
  contact_id integer not null references contact (id),
  channel text not null,
  reference text not null,
  total integer not null,
  number integer not null,
  provider_id text not null,
  text blob not null,
  at integer not null,
  message_id integer,
  unique (channel, provider_id)
) strict;
create index part_of_contact on part (contact_id);
)sql";

// Whoever works here. What a browser or a machine shows to prove itself is kept as a hash only.
constexpr std::string_view people = R"sql(
create table account (
  id integer primary key,
  name text not null unique,
  organisation text not null,
  roles text not null,
  queues text not null,
  languages text not null,
  state text not null,
  password_hash text not null,
  code_step integer not null,
  failures integer not null,
  locked_until integer,
  created integer not null,
  email blob not null,
  phone blob not null,
  code_secret blob not null
) strict;

create table recovery_code (
  account_id integer not null references account (id),
  hash blob not null,
  primary key (account_id, hash)
) strict, without rowid;

create table invitation (
  hash blob primary key,
  account_id integer not null references account (id),
  expires integer not null
) strict, without rowid;
create index invitation_of_account on invitation (account_id);

create table session (
  id integer primary key,
  hash blob not null unique,
  account_id integer not null references account (id),
  stage text not null,
  created integer not null,
  last_seen integer not null,
  expires integer not null,
  agent text not null
) strict;
create index session_of_account on session (account_id);

create table api_token (
  id integer primary key,
  hash blob not null unique,
  account_id integer not null references account (id),
  label text not null,
  scopes text not null,
  created integer not null,
  expires integer not null
) strict;
create index api_token_of_account on api_token (account_id);
)sql";

// What the API leans on: acts known by their key for a day, browsers that are known at the door, and a seat for each
// case in each queue that sees it, in the order in which a list shows them. Queue '' has a seat for every case.
constexpr std::string_view api = R"sql(
create table act_key (
  account_id integer not null references account (id),
  key text not null,
  request integer not null,
  asked blob not null,
  at integer not null,
  status integer,
  answer blob,
  primary key (account_id, key)
) strict, without rowid;
create index act_key_age on act_key (at);

create table known_browser (
  hash blob primary key,
  account_id integer not null references account (id),
  expires integer not null
) strict, without rowid;
create index known_browser_of_account on known_browser (account_id);

create table case_seat (
  queue text not null,
  closed integer not null,
  rank integer not null,
  place integer not null,
  case_id integer not null references case_record (id),
  primary key (queue, closed, rank, place, case_id)
) strict, without rowid;
create index case_seat_of_case on case_seat (case_id);
create index case_of_holder on case_record (holder) where closed is null and holder <> '';
insert into case_seat (queue, closed, rank, place, case_id)
  select seat.queue, case when c.closed is null then 0 else 1 end,
    case when c.closed is not null then 0 when c.severity = 'critical' then 0 when c.severity = 'high' then 1
      when c.severity = 'medium' then 2 else 3 end,
    case when c.closed is not null then -c.closed else coalesce(
      nullif(min(coalesce(c.due_eyes, 9000000000000), coalesce(c.due_contact, 9000000000000),
        coalesce(c.due_update, 9000000000000), coalesce(c.due_call, 9000000000000)), 9000000000000),
      c.opened + 3153600000000) end, c.id
  from case_record as c, (
    select id, queue from case_record union select id, '' from case_record
    union select case_record.id, also.value from case_record, json_each(case_record.also) as also) as seat
  where seat.id = c.id;

create index journal_of_subject on journal (subject, seq);
)sql";

constexpr std::array<Migration, 6> all{{
    {1, first_schema},
    {2, outbound_asks},
    {3, cheaper_turns},
    {4, parts},
    {5, people},
    {6, api},
}};

int schema_of(SqliteConnection& connection) {
  Statement& version = connection.statement("pragma user_version");
  version.start({});
  int const number = version.step() ? static_cast<int>(version.integer(0)) : 0;
  version.finish();
  return number;
}

}  // namespace

std::span<Migration const> migrations() { return all; }

base::Result<void> refuse_newer(SqliteConnection& connection) {
  int const found = schema_of(connection);
  int const newest = all.back().number;
  if (found <= newest) return {};
  return base::error(base::Code::environment, "The database was written by a newer version of Saathi (its schema is " +
                                                  std::to_string(found) + ", this program knows up to " +
                                                  std::to_string(newest) + "): install that version again.");
}

base::Result<void> migrate(SqliteConnection& connection) {
  if (base::Result<void> refused = refuse_newer(connection); !refused) return refused;
  int const found = schema_of(connection);
  for (Migration const& step : all) {
    if (step.number <= found) continue;
    connection.begin_write();
    connection.run(std::string(step.script));
    connection.run("pragma user_version = " + std::to_string(step.number));
    connection.commit();
  }
  return {};
}

}  // namespace store::sqlite
