// A step of the schema. Released: it never changes. Times are UTC milliseconds. Ids are ours and rise with time, so
// primary keys append. The only indexes on keys that do not rise are those of dedup and of address look-up; the others
// are partial (rows in hand) or of rare tables.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view first_schema = R"sql(
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

}  // namespace store::sqlite::steps
