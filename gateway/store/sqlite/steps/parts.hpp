// A step of the schema. Released: it never changes. Parts of long texts, until and after they are joined.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view parts = R"sql(
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

}  // namespace store::sqlite::steps
