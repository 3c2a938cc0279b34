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
  store::AddressId address;                         // of `from`; none: a new one, or a call's later step
  std::optional<store::Conversation> conversation;  // on this medium: live, or ended so lately that it goes on
  std::optional<store::Case> open_case;
  Standing standing;
};

// Who and which conversation, where that is known otherwise than by number and medium: a call's later steps belong to
// that call, whoever else rings from the same number; a call's first step begins anew.
struct Thread {
  std::optional<store::ContactId> contact;
  std::optional<store::ConversationId> conversation;
  bool begins = false;
  bool takes_up = false;  // also where that conversation has ended, with its question open
  // How long after a call was cut off another call of hers goes on with it; only where one begins.
  std::chrono::milliseconds resume_for{};
};

[[nodiscard]] Loaded load_standing(store::Snapshot& snapshot, Number const& from, flows::Medium medium,
                                   Thread const& thread = {});

// The program's own view of cases.
[[nodiscard]] store::Viewer const& own_view();

}  // namespace line
