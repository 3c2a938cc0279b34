// Bringing a backup back: into an empty place, or as a drill, which does everything but the last step and leaves
// nothing behind. What comes back is judged before it is put in place. Nothing is ever overwritten: not a database, not
// the files beside one, not while a gateway runs. Threads: any; blocks as long as it takes.
#pragma once

#include "gateway/store/keeping/backup.hpp"
#include "gateway/store/keeping/backup_head.hpp"
#include "gateway/store/keeping/judge.hpp"

namespace store {

enum class RestoreAim : std::uint8_t { in_place, drill };

struct RestoreOrder {
  std::filesystem::path data;
  std::filesystem::path keys;
  std::filesystem::path database;  // where it is to be; a drill works beside it
  MasterKey const& master;
  base::Instant now;
  RestoreAim aim = RestoreAim::in_place;
  Progress progress{};
};

struct Restored {
  BackupHead data{};
  std::int64_t owners = 0;  // whose keys came with it
  Judgement judged{};       // faults: nothing was put in place
};

// Errors (environment): a file that is cut, changed, swapped, foreign, of a newer version, or whose keys are older than
// its data; another master key; something stands where the database is to be; the disk.
[[nodiscard]] base::Result<Restored> restore_backup(RestoreOrder const& order);

}  // namespace store
