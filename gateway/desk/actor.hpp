// Who acts at the desk. Whoever holds the machine's shell acts under the name she gives and may do all that people may;
// everybody else acts as her account, and a program as the account whose token it shows. Threads: values, any thread.
#pragma once

#include "gateway/store/account.hpp"
#include "gateway/store/act_key.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace desk {

struct Actor {
  // From the shell: `--as NAME`.
  explicit Actor(std::string as) : name(std::move(as)), is_shell(true) {}
  explicit Actor(store::Account const& account, std::optional<std::vector<std::string>> token_scopes = {})
      : name(account.name),
        account(account.id),
        organisation(account.organisation),
        roles(account.roles),
        queues(account.queues),
        scopes(std::move(token_scopes)) {}

  std::string name;
  bool is_shell = false;
  store::AccountId account{};  // none: the shell
  std::string organisation;
  std::vector<store::Role> roles;
  std::vector<std::string> queues;                 // she is a member of
  std::optional<std::vector<std::string>> scopes;  // of the token; nothing: a person, no token
  std::optional<store::ActKey> act;                // the key under which she asks for this one act
};

}  // namespace desk
