// A message, in or out. Each names the contact's former one, so her history is a chain of primary keys and no index by
// contact is paid for at every message (measured: such an index costs as much as storing the message).
#pragma once

#include "gateway/store/conversation.hpp"
#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class Direction : std::uint8_t { in, out };
inline constexpr std::array<std::string_view, 2> direction_words{"in", "out"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Direction) { return direction_words; }

struct Message {
  MessageId id{};
  ContactId contact{};
  ConversationId conversation{};  // none: from a person at the desk, or outside any conversation
  CaseId case_id{};               // none: belongs to no case (yet)
  MessageId prev{};               // the contact's former message; none: her first
  std::string channel{};
  Direction direction = Direction::in;
  Medium medium = Medium::sms;
  std::string provider_id{};   // of an inbound message; with the channel it is unique
  AddressId address{};         // from or to which it went
  Sealed<std::string> text{};  // empty: erased
  Instant at{};
};

// Whether a provider's message is known already, and as which of ours. A faster set may stand behind this one question.
[[nodiscard]] std::optional<MessageId> seen(Snapshot& snapshot, std::string_view channel, std::string_view provider_id);

// Her chain of messages while one unit adds to it: read once, moved once.
struct Chain {
  ContactId contact{};
  MessageId newest{};
  std::optional<Instant> heard{};  // set by an inbound message
};
// Conflict unless the contact still stands at this version.
[[nodiscard]] base::Result<Chain> open_chain(Transaction& tx, ContactId contact, std::int64_t version);
// At whatever version she stands.
[[nodiscard]] Chain open_chain(Transaction& tx, ContactId contact);
// Appends, and touches the contact; an inbound one also sets when she was last heard. `id` if it has none, `prev` and
// `at` are filled in. Conflict if the channel and provider id are known already. Invariant: `close_chain` follows.
[[nodiscard]] base::Result<MessageId> add_message(Transaction& tx, Chain& chain, Message message);
void close_chain(Transaction& tx, Chain const& chain);
// All three for one message.
[[nodiscard]] base::Result<MessageId> add_message(Transaction& tx, Message message);

// A late part of a long text came: the message says more now.
void amend_message(Transaction& tx, MessageId id, Sealed<std::string> const& text);

[[nodiscard]] std::optional<Message> find_message(Snapshot& snapshot, MessageId id);
// Newest first, from her newest or from `before` (not included).
[[nodiscard]] std::vector<Message> history(Snapshot& snapshot, ContactId contact, int limit, MessageId before = {});
// What she wrote last; none: she never wrote.
[[nodiscard]] MessageId last_inbound(Snapshot& snapshot, ContactId contact);
// The case in which a person wrote this; none: a script wrote it, or she did.
[[nodiscard]] CaseId case_of_answer(Snapshot& snapshot, MessageId message);
void assign_case(Transaction& tx, MessageId message, CaseId case_id);

}  // namespace store
