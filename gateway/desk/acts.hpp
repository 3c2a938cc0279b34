// Acts known by the key under which they were asked for: the same key again is the same act, done once and answered as
// it was. Keys are kept for a day and belong to the account that gave them. Who acts puts the ActKey of `begin` into
// the Actor; record_act notes it in the unit that acts. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace desk {

class Acts {
 public:
  explicit Acts(store::Store& store) : store_(store) {}

  // `asked`: what is asked for, whole: method, path, body.
  [[nodiscard]] store::ActKey begin(Actor const& actor, std::string key, std::string_view asked);
  // The act of this key, of whichever request; nothing: there was none.
  [[nodiscard]] base::Result<std::optional<store::ActKey>> find(store::ActKey const& act);
  // Of an act that is done. If it cannot be kept, a repeat is told so.
  [[nodiscard]] base::Task<void> keep(store::ActKey act, int status, std::string body);

 private:
  store::Store& store_;
};

}  // namespace desk
