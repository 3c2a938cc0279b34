// A step of the schema. Released: it never changes. What the API leans on: acts known by their key for a day, browsers
// that are known at the door, and a seat for each case in each queue that sees it, in the order in which a list shows
// them. Queue '' has a seat for every case.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

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

}  // namespace store::sqlite::steps
