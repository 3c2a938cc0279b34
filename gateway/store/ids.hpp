// Our own ids, one type per noun, so that a contact's cannot be given where a case's is meant. They are known before
// the insert (sealed columns are bound to them) and rise with time. They have up to 63 bits, so JSON carries them as
// text. `Store::next_id` and `Transaction::next_id` make them; from outside they come only through `parse_id`.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace store {

template <class Noun>
struct Id {
  std::int64_t value = 0;  // 0: none

  [[nodiscard]] explicit operator bool() const { return value != 0; }
  friend auto operator<=>(Id const&, Id const&) = default;
};

using ContactId = Id<struct ContactNoun>;
using AddressId = Id<struct AddressNoun>;
using ConversationId = Id<struct ConversationNoun>;
using TurnId = Id<struct TurnNoun>;
using MessageId = Id<struct MessageNoun>;  // an outbound row has the id of its message, or of its notice
using PartId = Id<struct PartNoun>;
using CallId = Id<struct CallNoun>;
using CaseId = Id<struct CaseNoun>;
using CaseNoteId = Id<struct CaseNoteNoun>;
using CaseFactId = Id<struct CaseFactNoun>;
using CaseTaskId = Id<struct CaseTaskNoun>;
using AttachmentId = Id<struct AttachmentNoun>;
using AccountId = Id<struct AccountNoun>;
using SessionId = Id<struct SessionNoun>;
using ApiTokenId = Id<struct ApiTokenNoun>;
using ShiftId = Id<struct ShiftNoun>;

template <class Noun>
[[nodiscard]] std::string text(Id<Noun> id) {
  return std::to_string(id.value);
}

// `parse_id<MessageId>("123")`; nothing for whatever `text` would not have written.
template <class AnyId>
[[nodiscard]] std::optional<AnyId> parse_id(std::string_view digits) {
  AnyId id;
  char const* const end = digits.data() + digits.size();
  auto const [stop, fault] = std::from_chars(digits.data(), end, id.value);
  if (fault != std::errc{} || stop != end || id.value <= 0 || text(id) != digits) return std::nullopt;
  return id;
}

}  // namespace store

template <class Noun>
struct std::hash<store::Id<Noun>> {
  std::size_t operator()(store::Id<Noun> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
