// What the file of keys holds, as lines: the hotline's own keys first, then every owner's data key, each as the
// database has it, wrapped under the master key.
//   backup 8f02…
//   lookup 77c1…
//   contact 1099511627777 01a4…
// Threads: one.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/store/keeping/backup_file.hpp"
#include "gateway/store/transaction.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace store {

// All of them, as the snapshot has them: how many owners. The database must have a backup key.
[[nodiscard]] base::Result<std::int64_t> write_keys(BackupWriter& file, Snapshot& snapshot);

struct KeyLine {
  std::optional<Owner> owner{};  // nothing: a key of the hotline itself
  std::string name{};            // of that: "backup", "lookup", as in `meta`
  std::string wrapped{};
};
// Calls `use` for each line, to the end of the file, which proves that it is whole; an error of `use` ends it.
[[nodiscard]] base::Result<void> read_keys(BackupReader& file,
                                           std::function<base::Result<void>(KeyLine const& line)> const& use);

}  // namespace store
