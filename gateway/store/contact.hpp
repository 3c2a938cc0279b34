// A contact: the person, and what we keep to in every conversation with her. `version` rises with every change of what
// a turn is computed from (rules, conversation, cases, messages), so a unit can tell whether its computation still
// stands.
#pragma once

#include "gateway/store/address.hpp"
#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>

namespace store {

enum class Safety : std::uint8_t { unknown, yes, no, unsure };  // her last answer to "is it safe to text now?"
inline constexpr std::array<std::string_view, 4> safety_words{"unknown", "yes", "no", "unsure"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Safety) { return safety_words; }

enum class Preference : std::uint8_t { unknown, sms, call, none };
inline constexpr std::array<std::string_view, 4> preference_words{"unknown", "sms", "call", "none"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Preference) { return preference_words; }

enum class Doubt : std::uint8_t { none, other_hands, quiet_word };  // whether somebody else may have her phone
inline constexpr std::array<std::string_view, 3> doubt_words{"none", "other_hands", "quiet_word"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Doubt) { return doubt_words; }

struct Rules {
  std::string language{};        // ne, ne-Latn, en; empty until known
  bool language_chosen = false;  // by herself: what she types no longer changes it
  Safety safety = Safety::unknown;
  Preference preference = Preference::unknown;
  bool opted_out = false;
  bool no_share = false;
  Doubt doubt = Doubt::none;
  friend bool operator==(Rules const&, Rules const&) = default;
};

struct Contact {
  ContactId id{};
  std::int64_t version = 1;
  Rules rules{};
  bool frozen = false;  // signs of a stranger on her phone: the rules only grow stricter until a person lifts it
  Instant first_at{};
  std::optional<Instant> last_in_at{};  // when she last wrote or rang
  MessageId last_message{};             // head of her chain of messages; none before the first
  Sealed<std::string> code_word{};      // as she wrote it; empty: none (gateway/store/agreed_word.hpp)
  Sealed<std::string> quiet_word{};     // what it is known by, never the word itself; empty: none
};

// The contact at this address.
[[nodiscard]] std::optional<Contact> find_contact(Snapshot& snapshot, AddressKey const& address);
[[nodiscard]] std::optional<Contact> find_contact(Snapshot& snapshot, ContactId id);

struct ContactAt {
  Contact contact{};
  AddressId address{};
  bool made = false;
};
[[nodiscard]] std::optional<ContactAt> find_contact_at(Snapshot& snapshot, AddressKey const& address);
// The contact at this address, made with her address and data key if there is none. An anonymous address is never
// found again: every hidden call is a contact of its own.
[[nodiscard]] ContactAt find_or_make_contact(Transaction& tx, AddressKey const& address);

// Conflict if she has changed since `expected`. Gives the new version.
[[nodiscard]] base::Result<std::int64_t> update_rules(Transaction& tx, ContactId id, std::int64_t expected,
                                                      Rules const& rules);
// Conflict unless the contact still stands at this version: for units computed before they run. Her newest message.
[[nodiscard]] base::Result<MessageId> require_version(Transaction& tx, ContactId id, std::int64_t expected);
// Touches her.
void set_frozen(Transaction& tx, ContactId id, bool frozen);
// She wrote or rang now.
void note_heard(Transaction& tx, ContactId id);
// Something changed that a turn is computed from.
void touch_contact(Transaction& tx, ContactId id);

}  // namespace store
