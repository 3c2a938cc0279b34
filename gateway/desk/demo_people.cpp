#include "gateway/desk/demo_people.hpp"

#include <array>

namespace desk {

namespace {

using enum store::Role;

std::array const table = std::to_array<DemoPerson>({
    {"asha", "pncc", operator_, {"outreach", "intake", "crisis"}},
    {"maya", "pncc", operator_, {"outreach", "intake"}},
    {"sita", "pncc", lead, {"crisis", "safeguard", "outreach", "traffick", "gbv", "child", "welfare"}},
    {"binod", "pforum", operator_, {"legal", "bhr"}},
    {"gita", "pforum", senior, {"legal", "bhr", "welfare", "return"}},
    {"mina", "pforum", manager, {}},
    {"root", "pncc", admin, {}},
});

}  // namespace

std::span<DemoPerson const> demo_people() { return table; }

base::Result<bool> add_demo_people(store::Transaction& tx, std::string const& password_hash) {
  if (!store::accounts(tx, 1).empty()) return false;
  for (DemoPerson const& person : table) {
    store::Account account;
    account.name = person.name;
    account.organisation = person.organisation;
    account.roles = {person.role};
    account.queues = person.queues;
    account.languages = {"ne", "en"};
    account.state = store::AccountState::active;
    account.password_hash = password_hash;
    base::Result<store::Account> const made = store::make_account(tx, std::move(account));
    if (!made) return std::unexpected(made.error());
    tx.journal("demo", "invited", "account " + made->name);
  }
  return true;
}

}  // namespace desk
