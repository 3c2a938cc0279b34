// What the demo begins with: people who can sign in, and cases of workers who wrote to it, made by really texting it.
// Threads: loop thread only; `add_people` blocks, so before the loop runs.
#pragma once

#include "gateway/base/config.hpp"
#include "gateway/base/error.hpp"
#include "gateway/base/task.hpp"

#include <ostream>

namespace gateway {
class Gateway;
}

namespace commands::demo {

// True: there was nobody yet.
[[nodiscard]] base::Result<bool> add_people(gateway::Gateway& gateway);
// Some workers' texts, one after another, through the first built-in telephone.
[[nodiscard]] base::Task<void> text_it(gateway::Gateway& gateway, base::Config config);
void say_how_to_try(base::Config const& config, std::ostream& out);

}  // namespace commands::demo
