// A step of the schema. Released: it never changes. Her code word and quiet word, whether somebody else may have her
// phone, and the calls that were answered by a text.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view agreed_words = R"sql(
alter table contact add column doubt text not null default 'none';
alter table contact add column code_word blob;
alter table contact add column quiet_word blob;
alter table call add column text_after integer;
create index call_text_after on call (channel, text_after) where text_after is not null;
)sql";

}  // namespace store::sqlite::steps
