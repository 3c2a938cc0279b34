// A decided turn becomes rows, all in one unit of work: contact, message, rules, cases, conversation, turn, replies
// into the outbox, timer, journal. Invariant: nothing is answered or sent that is not recorded here first.
#pragma once

#include "gateway/line/channels.hpp"
#include "gateway/line/standing.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/timer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace line {

struct TurnRecord {
  Channel const& channel;
  Loaded const& loaded;
  TurnPlan const& plan;
  flows::Input const& input;
  std::string provider_id;            // of an inbound text; empty for keys, silence and the end of a call
  std::optional<store::Timer> timer;  // that brought this turn; taken in the same unit
  base::Milliseconds lease{0};        // not 0: the first reply is to be sent by the caller, at once and for so long
};

struct Recorded {
  store::ContactId contact;
  store::ConversationId conversation;
  store::MessageId message;  // the inbound text; none without one
  std::vector<store::MessageId> replies;
  std::optional<store::Parcel> leased;  // the reply that the caller sends now
  bool is_repeat = false;               // this text was brought before, this timer no longer stands: nothing was done
};

// Code::conflict: she changed meanwhile, or a reference was taken: decide again.
[[nodiscard]] base::Result<Recorded> record_turn(store::Transaction& tx, TurnRecord const& record);

}  // namespace line
