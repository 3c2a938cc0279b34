// A legal hold: what a court or a lawyer asked in writing to be kept stays, whatever its age and whoever asks, until
// the data officer lifts it. The reason is sealed with her key.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>

namespace store {

struct LegalHold {
  ContactId contact{};
  std::string who{};  // an account's name
  Sealed<std::string> reason{};
  Instant at{};
};

// Replaces a former one.
void set_legal_hold(Transaction& tx, LegalHold const& hold);
bool lift_legal_hold(Transaction& tx, ContactId contact);  // false: there was none
[[nodiscard]] bool is_on_legal_hold(Snapshot& snapshot, ContactId contact);
[[nodiscard]] std::optional<LegalHold> find_legal_hold(Snapshot& snapshot, ContactId contact);

}  // namespace store
