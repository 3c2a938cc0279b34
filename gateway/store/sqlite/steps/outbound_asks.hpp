// A step of the schema. Released: it never changes. Whether the words that are sent ask something: a question that was
// overtaken need not leave.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view outbound_asks = R"sql(
alter table outbound add column asks integer not null default 0;
)sql";

}  // namespace store::sqlite::steps
