// A new master key for a database: every wrapped key in it is wrapped anew, in one transaction, while nobody else holds
// it. The data keys stay, so nothing sealed is touched, and neither is what addresses are found by. Files of keys that
// backups wrote before open with the former key alone.
// Threads: any; blocks as long as it takes (some 100,000 keys a second).
#pragma once

#include "gateway/store/keeping/backup.hpp"

namespace store {

// Which of the two opens the database as it is now: so a rotation that was cut off goes on where it was.
enum class Opens : std::uint8_t { neither, former, next };
[[nodiscard]] base::Result<Opens> which_opens(std::filesystem::path const& database, MasterKey const& former,
                                              MasterKey const& next);

// How many keys. Errors (environment): a gateway runs, a key in it does not open, the disk; then nothing was changed.
[[nodiscard]] base::Result<std::int64_t> rotate_keys(std::filesystem::path const& database, MasterKey const& former,
                                                     MasterKey const& next, Progress const& progress);

}  // namespace store
