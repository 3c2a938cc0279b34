// The people of the demo: two organisations with operators, a lead and an admin. They have the demo's password and no
// second factor, with which nobody signs in where no demo runs. Threads: values, any thread; `add_demo_people` inside a
// unit.
#pragma once

#include "gateway/desk/credentials.hpp"
#include "gateway/store/account.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

struct DemoPerson {
  std::string_view name;
  std::string_view organisation;
  store::Role role = store::Role::operator_;
  std::vector<std::string> queues{};
};
[[nodiscard]] std::span<DemoPerson const> demo_people();

// Where there are no accounts yet. True: they were added.
[[nodiscard]] base::Result<bool> add_demo_people(store::Transaction& tx, std::string const& password_hash);

}  // namespace desk
