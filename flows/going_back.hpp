// `back`: the question before this one, also where it stands in another flow. Pure. Threads: any.
#pragma once

#include "flows/flow.hpp"
#include "flows/moment.hpp"

namespace flows {

// Asks the question before `question`; the same again where that cannot be reached any more.
void go_back(Moment& moment, Step const& question);

}  // namespace flows
