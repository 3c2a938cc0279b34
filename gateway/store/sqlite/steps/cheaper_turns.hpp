// A step of the schema. Released: it never changes. What a message costs: a row behind another says so itself, so that
// nobody looks for the rows before it; a conversation knows the timer that stands for it and its newest turn, so that a
// turn moves no timer and needs no index.
#pragma once

#include <string_view>

namespace store::sqlite::steps {

inline constexpr std::string_view cheaper_turns = R"sql(
alter table outbound add column waits integer not null default 0;
update outbound set waits = 1 where due is not null and exists (
  select 1 from outbound as e where e.contact_id = outbound.contact_id and e.channel = outbound.channel
  and e.id < outbound.id and e.due is not null and e.state <> 'held');
drop index outbound_due;
create index outbound_due on outbound (channel, due) where due is not null and waits = 0;

alter table turn add column prev_id integer;
alter table conversation add column newest_turn_id integer;
alter table conversation add column wakes integer;
update turn set prev_id = (
  select max(e.id) from turn as e where e.conversation_id = turn.conversation_id and e.id < turn.id);
update conversation set
  newest_turn_id = (select max(t.id) from turn as t where t.conversation_id = conversation.id),
  wakes = (select due from timer where kind = 'silence' and subject = cast(conversation.id as text));
drop index turn_of_conversation;
)sql";

}  // namespace store::sqlite::steps
