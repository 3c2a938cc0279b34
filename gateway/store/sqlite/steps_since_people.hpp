// The newer steps of migrations.cpp, in its order: api, agreed_words, clocks. A step that was released never changes.
#pragma once

#include <string_view>

namespace store::sqlite {

// What the API leans on: acts known by their key for a day, browsers that are known at the door, and a seat for each
// case in each queue that sees it, in the order in which a list shows them. Queue '' has a seat for every case.
inline constexpr std::string_view api = R"sql(
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

// Her code word and quiet word, whether somebody else may have her phone, and the calls that were answered by a text.
inline constexpr std::string_view agreed_words = R"sql(
alter table contact add column doubt text not null default 'none';
alter table contact add column code_word blob;
alter table contact add column quiet_word blob;
alter table call add column text_after integer;
create index call_text_after on call (channel, text_after) where text_after is not null;
)sql";

// Time at the desk: what each case's clocks remember, who is on duty, notices to our own people (which leave through
// the outbox like everything else, so its rows no longer need a message), what the lead has switched, and what routing
// needs of a case to route it again.
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

}  // namespace store::sqlite
