// A step of the schema. Released: it never changes. Time at the desk: what each case's clocks remember, who is on duty,
// notices to our own people (which leave through the outbox like everything else, so its rows no longer need a
// message), what the lead has switched, and what routing needs of a case to route it again.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view clocks = R"sql(
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

}  // namespace store::sqlite::steps
