// That somebody rang her, written down by whoever did: a promised call is kept by it, and words to her are words,
// whichever way. The call itself is made by telephone. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/store.hpp"

#include <string>

namespace desk {

class CallsMade {
 public:
  explicit CallsMade(store::Store& store) : store_(store) {}

  // Conflict unless the actor holds the case. `reached`: she was on the line, and nobody else.
  [[nodiscard]] base::Task<base::Result<void>> note(Actor actor, std::string ref, bool reached);

 private:
  store::Store& store_;
};

}  // namespace desk
