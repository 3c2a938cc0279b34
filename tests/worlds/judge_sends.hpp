// What left for one person, against what her rows say of it: each reached the provider once or has an honest end, a
// second arrival only of a row marked as repeated, in the order of the rows, and nothing after she wanted no more.
#pragma once

#include "tests/worlds/replay.hpp"
#include "tests/worlds/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace worlds {

// `wants_nothing`: after each of her stored texts, in their order.
[[nodiscard]] std::vector<std::string> judge_sends(World const& world, Person const& person, StoredPerson const& stored,
                                                   std::vector<bool> const& wants_nothing);

// An arrival that no row of anybody's has caused.
[[nodiscard]] std::optional<std::string> judge_foreign(World const& world, std::vector<store::Outbound> const& rows);

}  // namespace worlds
