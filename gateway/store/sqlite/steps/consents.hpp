// A step of the schema: what she said to being asked for consent, in which words, and how often somebody named a case
// without knowing its number. Released: it never changes.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view consents = R"sql(
create table consent (
  id integer primary key,
  contact_id integer not null references contact (id),
  case_id integer references case_record (id),
  organisation text not null,
  purpose text not null,
  answer text not null,
  copy text not null,
  language text not null,
  revision text not null,
  at integer not null
) strict;
create index consent_of_contact on consent (contact_id);

create table wrong_pin (
  case_id integer not null references case_record (id),
  at integer not null
) strict;
create index wrong_pin_of_case on wrong_pin (case_id);
)sql";

}  // namespace store::sqlite::steps
