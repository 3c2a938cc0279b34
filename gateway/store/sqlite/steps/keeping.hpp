// A step of the schema: what keeps a person's data although its time is over, who has asked to be forgotten, and
// what proves the journal.
// Released: it never changes.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view keeping = R"sql(
create table legal_hold (
  contact_id integer primary key references contact (id),
  who text not null,
  reason blob not null,
  at integer not null
) strict;

create table journal_seal (
  seq integer primary key,
  hash blob not null,
  at integer not null,
  signature blob not null
) strict;

create index conversation_erase on conversation (contact_id) where outcome = 'erase_confirmed';
)sql";

}  // namespace store::sqlite::steps
