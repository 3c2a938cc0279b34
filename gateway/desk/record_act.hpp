// The one way in which an act of a person is written down: into the journal, and under the key with which she asked for
// it, in the unit of work that acts. So an act is never on disk without its entry, and never done twice for one key.
// Threads: inside a unit.
#pragma once

#include "gateway/desk/actor.hpp"

#include <string_view>

namespace desk {

// Throws store::Failure with a conflict, which takes the unit back, if another request of hers has this key.
void record_act(store::Transaction& tx, Actor const& actor, std::string_view what, std::string_view subject,
                std::string_view detail = {});

}  // namespace desk
