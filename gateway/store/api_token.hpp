// A token by which a program acts for an account: within the account's rights and the token's scopes. Kept as a hash.
#pragma once

#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

struct ApiToken {
  ApiTokenId id{};
  AccountId account{};
  std::string label{};                // what it is for
  std::vector<std::string> scopes{};  // the desk's words
  Instant created{};
  Instant expires{};
};

// `id` and `created` are filled in.
[[nodiscard]] ApiToken add_api_token(Transaction& tx, ApiToken token, std::string_view hash);
// True if there was one.
bool end_api_token(Transaction& tx, AccountId account, ApiTokenId id);
std::int64_t end_api_tokens(Transaction& tx, AccountId account);  // how many

// One that has not expired.
[[nodiscard]] std::optional<ApiToken> find_api_token(Snapshot& snapshot, std::string_view hash);
// The newest first.
[[nodiscard]] std::vector<ApiToken> api_tokens_of(Snapshot& snapshot, AccountId account, int limit,
                                                  ApiTokenId before = {});

}  // namespace store
