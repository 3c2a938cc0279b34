// What one person's conversation should have become: her stored inputs go once more, in their order, through the pure
// function that decides a turn (`line::plan_turn`), with a memory instead of a store. What was stored must be the same:
// every answer in its words, every silence with its reason, her rules, where the conversation stands, her cases.
// A reference is drawn, so in words it counts as "K-#####".
#pragma once

#include "gateway/line/turn.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/conversation.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/turn.hpp"

#include <string>
#include <vector>

namespace worlds {

// What a person at the desk did with a case of hers.
struct DeskAct {
  std::int64_t seq = 0;  // in the journal
  base::Instant at{};
  std::string what;  // claimed, released, closed
};

struct StoredPerson {
  store::Contact contact;
  std::vector<store::Message> messages;            // oldest first
  std::vector<store::Outbound> rows;               // of those that went out, in their order
  std::vector<store::Turn> turns;                  // oldest first
  std::vector<store::Conversation> conversations;  // oldest first
  std::vector<store::Case> cases;                  // oldest first
  std::vector<DeskAct> acts;                       // oldest first
};

struct Replayed {
  std::vector<std::string> complaints;
  // Her rules after each text of hers, in their order: whether she wants nothing from us. Shorter than her texts where
  // it is not known, because a person's act fell in the same millisecond.
  std::vector<bool> wants_nothing;
};

[[nodiscard]] Replayed replay(line::Content const& content, std::string const& number, StoredPerson const& person);

}  // namespace worlds
