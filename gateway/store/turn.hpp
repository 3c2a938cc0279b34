// A turn: one input of a conversation and what the engine knew when it answered, so that it can be replayed. What was
// said stands in the messages; why nothing was said stands here.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

struct Turn {
  TurnId id{};
  TurnId prev{};  // the conversation's former turn; none: its first
  ConversationId conversation{};
  ContactId contact{};          // whose key seals the facts
  MessageId message{};          // the inbound text; none for keys, silence, hang-up
  std::string kind{};           // text, keys, silence, hang_up
  std::string silence{};        // the named reason why nothing was answered; empty: something was
  Sealed<std::string> facts{};  // JSON
  Instant at{};
};

// `id` if it has none, and `at` are filled in. The conversation names its newest turn, which is for the caller to save:
// so the turns are a chain of primary keys, as the messages are.
TurnId add_turn(Transaction& tx, Turn turn);
// The newest of them, oldest first.
[[nodiscard]] std::vector<Turn> turns_of(Snapshot& snapshot, ConversationId conversation, int limit);

}  // namespace store
