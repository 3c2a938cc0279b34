// A step of the schema. Released: it never changes. Whoever works here. What a browser or a machine shows to prove
// itself is kept as a hash only.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view people = R"sql(
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

}  // namespace store::sqlite::steps
