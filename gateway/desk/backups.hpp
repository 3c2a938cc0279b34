// That a backup was made, as the journal and the alarms know it. Whoever has the shell makes them (saathi backup).
// Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/store.hpp"

#include <string>

namespace desk {

class Backups {
 public:
  explicit Backups(store::Store& store) : store_(store) {}

  // `file`: the data file's name, without its folder.
  [[nodiscard]] base::Task<base::Result<void>> note(Actor actor, std::string file);

 private:
  store::Store& store_;
};

}  // namespace desk
