// The keys under which acts were asked for (Idempotency-Key), for a day: the same key again is the same act, and gets
// the same answer. The row is written in the unit of work that acts, the answer after it; so an act that is on disk is
// known by its key, also if the program ended before it could answer. Answers are sealed under the account's key.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace store {

inline constexpr base::Milliseconds act_key_time = std::chrono::hours(24);

struct ActKey {
  AccountId account{};
  std::string key{};
  std::int64_t request = 0;      // which one of ours acted: several units of one request may note the same key
  std::string asked{};           // hash of method, path and body: 32 bytes
  int status = 0;                // 0: not answered yet
  Sealed<std::string> answer{};  // the body
};

// Conflict if another request has this key. Drops those past their time.
[[nodiscard]] base::Result<void> note_act(Transaction& tx, ActKey const& act);
// What was answered to the act of this key; nothing happens if it is not there.
void keep_answer(Transaction& tx, AccountId account, std::string_view key, int status, std::string_view body);
// One that is not past its time.
[[nodiscard]] std::optional<ActKey> find_act(Snapshot& snapshot, AccountId account, std::string_view key);

}  // namespace store
