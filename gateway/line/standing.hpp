// What the store knows of a contact at the moment a turn is decided. Read in one snapshot; the unit that records the
// turn checks that her version still stands.
#pragma once

#include "gateway/line/turn.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/conversation.hpp"

#include <optional>

namespace line {

struct Loaded {
  std::optional<store::Contact> contact;            // nothing: a new person
  std::optional<store::Conversation> conversation;  // on this medium: live, or ended so lately that it goes on
  std::optional<store::Case> open_case;
  Standing standing;
};

// `contact` where she is known otherwise than by her number.
[[nodiscard]] Loaded load_standing(store::Snapshot& snapshot, Number const& from, flows::Medium medium,
                                   std::optional<store::ContactId> contact = std::nullopt);

// The program's own view of cases.
[[nodiscard]] store::Viewer const& own_view();

}  // namespace line
