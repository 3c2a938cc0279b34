// A conversation: one run of a flow with one contact on one medium. At most one per contact and medium is live.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>

namespace store {

enum class Medium : std::uint8_t { sms, voice, chat };
inline constexpr std::array<std::string_view, 3> medium_words{"sms", "voice", "chat"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Medium) { return medium_words; }

struct Conversation {
  ConversationId id{};
  ContactId contact{};
  std::string channel{};
  Medium medium = Medium::sms;
  Sealed<std::string> state{};  // the engine's own JSON; empty: erased
  Instant opened{};
  Instant last_turn{};
  std::optional<Instant> ended{};  // nothing: live
  std::string outcome{};           // of one that ended
  TurnId newest_turn{};            // head of its chain of turns
  // When the timer of its silence goes off that stands now; it may be earlier than its question's time, never later.
  // Nothing: none stands.
  std::optional<Instant> wakes{};
};

[[nodiscard]] std::optional<Conversation> live_conversation(Snapshot& snapshot, ContactId contact, Medium medium);
// Her newest on this medium, live or ended.
[[nodiscard]] std::optional<Conversation> last_conversation(Snapshot& snapshot, ContactId contact, Medium medium);
[[nodiscard]] std::optional<Conversation> find_conversation(Snapshot& snapshot, ConversationId id);

// `id`, `opened` and `last_turn` are filled in: a fresh id if it has none, and now.
ConversationId add_conversation(Transaction& tx, Conversation conversation);
// Where it stands after a turn; `ended` and `outcome` where the turn was its last. The contact is touched.
void save_conversation(Transaction& tx, Conversation const& conversation);
// The timer of its silence went off or was set anew; nothing else changed, so the contact is not touched.
void set_wakes(Transaction& tx, ConversationId id, std::optional<Instant> wakes);

}  // namespace store
