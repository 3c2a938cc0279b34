// A telephone call. `turn` counts the steps answered; a provider that asks for a step again gets the stored bytes.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace store {

struct Call {
  CallId id{};
  std::string channel{};
  std::string provider_call_id{};  // with the channel it is unique
  ContactId contact{};
  ConversationId conversation{};   // none: not begun
  int turn = 0;                    // of the last response
  Sealed<std::string> response{};  // its bytes
  Instant started{};
  std::optional<Instant> ended{};
};

[[nodiscard]] std::optional<Call> find_call(Snapshot& snapshot, std::string_view channel,
                                            std::string_view provider_call_id);
[[nodiscard]] std::optional<Call> find_call(Snapshot& snapshot, CallId id);
// `id` if it has none and `started` are filled in. Conflict if the channel and provider's id are known already.
[[nodiscard]] base::Result<CallId> add_call(Transaction& tx, Call call);
void save_call(Transaction& tx, Call const& call);

// A text answers this call, after it was missed or cut off.
void note_text_after(Transaction& tx, CallId id);
// How many calls a channel answered so, and of those how many of this contact's.
[[nodiscard]] int texts_after_calls(Snapshot& snapshot, std::string_view channel, Instant since);
[[nodiscard]] int texts_after_calls(Snapshot& snapshot, std::string_view channel, Instant since, ContactId contact);

}  // namespace store
