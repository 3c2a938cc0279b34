#include "gateway/store/sqlite/migrations.hpp"

#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/sqlite/first_schema.hpp"

#include <array>
#include <string>

namespace store::sqlite {
namespace {

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

// Time at the desk: what each case's clocks remember, who is on duty, notices to our own people (which leave through
// the outbox like everything else, so its rows no longer need a message), what the lead has switched, and what routing
// needs of a case to route it again.
constexpr std::string_view clocks = R"sql(
create table case_clock (
  case_id integer primary key references case_record (id),
  severity text not null,
  started integer not null,
  holder text not null,
  holder_since integer,
  acted integer,
  contacted integer,
  answered integer,
  paused integer,
  resumed integer,
  told text not null
) strict;

create table shift (
  id integer primary key,
  account_id integer not null references account (id),
  detail blob not null
) strict;

create table notice (
  id integer primary key,
  account_id integer references account (id),
  case_id integer,
  medium text not null,
  event text not null,
  address blob not null,
  text blob not null,
  at integer not null
) strict;
create unique index notice_once on notice (account_id, event) where account_id is not null;

create table switch (
  name text primary key,
  who text not null,
  at integer not null
) strict, without rowid;

alter table contact add column blocked integer not null default 0;
alter table case_record add column about text not null default '[]';
alter table case_record add column district text not null default '';
alter table case_record add column flags text not null default '[]';

drop index outbound_due;
drop index outbound_order;
drop index outbound_cause;
alter table outbound rename to outbound_before;
create table outbound (
  id integer primary key,
  contact_id integer,
  address_id integer,
  channel text not null,
  state text not null,
  attempts integer not null,
  due integer,
  provider_id text not null,
  repeated integer not null,
  why text not null,
  caused_by integer,
  first_try integer,
  expires integer,
  asks integer not null default 0,
  waits integer not null default 0
) strict;
insert into outbound select id, contact_id, address_id, channel, state, attempts, due, provider_id, repeated, why,
  caused_by, first_try, expires, asks, waits from outbound_before;
drop table outbound_before;
create index outbound_due on outbound (channel, due) where due is not null and waits = 0;
create index outbound_order on outbound (contact_id, channel, id) where due is not null;
create index outbound_cause on outbound (caused_by) where caused_by is not null;
)sql";

constexpr std::array<Migration, 7> all{{
    {1, first_schema},
    {2, outbound_asks},
    {3, cheaper_turns},
    {4, parts},
    {5, people},
    {6, api},
    {7, clocks},
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
