// What looks and acts on a case share. Inside a unit.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/case_record.hpp"

#include <string>

namespace desk {

// Not found also where she may not see it: the two look the same.
[[nodiscard]] base::Result<store::Case> find_for(store::Snapshot& snapshot, Actor const& actor, std::string const& ref);

}  // namespace desk
