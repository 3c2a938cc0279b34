// An account: somebody who works here, in one organisation, with roles that say what she may do and queues that say
// what she sees. E-mail, telephone and the secret of her second factor are sealed under the account's own key.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace store {

enum class Role : std::uint8_t {
  operator_,
  senior,
  lead,   // safeguarding
  focal,  // a bureau's or partner's contact person
  editor,
  approver,
  manager,
  data_officer,
  admin,
  auditor
};
inline constexpr std::array<std::string_view, 10> role_words{"operator", "senior",  "lead",         "focal", "editor",
                                                             "approver", "manager", "data_officer", "admin", "auditor"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Role) { return role_words; }

enum class AccountState : std::uint8_t { invited, active, disabled };
inline constexpr std::array<std::string_view, 3> account_state_words{"invited", "active", "disabled"};
[[nodiscard]] constexpr std::span<std::string_view const> words(AccountState) { return account_state_words; }

struct Account {
  AccountId id{};
  std::string name{};          // what she signs in with, and what the journal calls her
  std::string organisation{};  // the directory's code
  std::vector<Role> roles{};
  std::vector<std::string> queues{};     // the directory's codes
  std::vector<std::string> languages{};  // ne, en …
  AccountState state = AccountState::invited;
  std::string password_hash{};            // argon2id, as libsodium writes it; empty: none
  std::int64_t code_step = 0;             // of the last one-time code that was accepted: none is taken twice
  int failures = 0;                       // wrong passwords and codes in a row
  std::optional<Instant> locked_until{};  // no attempt is looked at before
  Instant created{};
  Sealed<std::string> email{};
  Sealed<std::string> phone{};
  Sealed<std::string> code_secret{};  // 20 bytes; empty: no second factor yet
};

// `id` and `created` are filled in; a name that is taken is a conflict.
[[nodiscard]] base::Result<Account> make_account(Transaction& tx, Account account);
// Everything but id, name and creation as it stands here.
void save_account(Transaction& tx, Account const& account);

[[nodiscard]] std::optional<Account> find_account(Snapshot& snapshot, std::string_view name);
[[nodiscard]] std::optional<Account> find_account(Snapshot& snapshot, AccountId id);
// By name, behind `after`.
[[nodiscard]] std::vector<Account> accounts(Snapshot& snapshot, int limit, std::string_view after = {});

}  // namespace store
