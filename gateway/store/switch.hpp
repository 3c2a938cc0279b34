// What the lead has switched on for the whole hotline: "surge", "area QA". Read by the intake at every turn; few rows.
#pragma once

#include "gateway/store/transaction.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace store {

struct Switch {
  std::string name{};
  std::string who{};
  Instant at{};
};

// False: it stood so already.
bool switch_on(Transaction& tx, std::string_view name, std::string_view who);
bool switch_off(Transaction& tx, std::string_view name);
// Those that are on, by name.
[[nodiscard]] std::vector<Switch> switches(Snapshot& snapshot);

}  // namespace store
