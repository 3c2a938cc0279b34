// A step of the schema: what people do with a case, beside the case itself. What they write of her goes with her key.
// Released: it never changes.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view case_life = R"sql(
alter table case_record add column merged_into integer references case_record (id);
alter table case_record add column follow_up integer not null default 0;
alter table case_record add column live_until integer;
alter table case_record add column silent_since integer;
create index case_record_merged on case_record (merged_into) where merged_into is not null;
alter table contact add column frozen integer not null default 0;
alter table outbound add column overrides integer not null default 0;

create table case_note (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  kind text not null,
  author text not null,
  text blob not null,
  at integer not null
) strict;
create index case_note_of_case on case_note (case_id);

create table case_fact (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  kind text not null,
  author text not null,
  value blob not null,
  at integer not null,
  unique (case_id, kind)
) strict;

create table case_watcher (
  case_id integer not null references case_record (id),
  name text not null,
  since integer not null,
  primary key (case_id, name)
) strict, without rowid;

create table case_task (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  assignee text not null,
  author text not null,
  words blob not null,
  due integer,
  done integer,
  at integer not null
) strict;
create index case_task_of_case on case_task (case_id);

create table case_link (
  case_id integer not null references case_record (id),
  other_id integer not null references case_record (id),
  kind text not null,
  author text not null,
  at integer not null,
  primary key (case_id, other_id)
) strict, without rowid;

create table case_transfer (
  case_id integer primary key references case_record (id),
  sender text not null,
  to_name text not null,
  to_queue text not null,
  shows_queue integer not null,
  at integer not null,
  expires integer not null
) strict;

create table attachment (
  id integer primary key,
  case_id integer not null references case_record (id),
  contact_id integer not null references contact (id),
  kind text not null,
  author text not null,
  size integer not null,
  name blob not null,
  bytes blob not null,
  at integer not null
) strict;
create index attachment_of_case on attachment (case_id);
)sql";

}  // namespace store::sqlite::steps
