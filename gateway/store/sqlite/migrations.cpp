#include "gateway/store/sqlite/migrations.hpp"

#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/sqlite/first_schema.hpp"
#include "gateway/store/sqlite/steps/keeping.hpp"
#include "gateway/store/sqlite/steps_since_people.hpp"

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

constexpr std::array<Migration, 9> all{{
    {1, first_schema},
    {2, outbound_asks},
    {3, cheaper_turns},
    {4, parts},
    {5, people},
    {6, api},
    {7, agreed_words},
    {8, clocks},
    {9, steps::keeping},
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
