// The keys of a backup. A hotline has one backup key, random, which lies in its database wrapped by the master key and
// goes into the file of keys: it opens every data file that the hotline ever wrote, so data files are nothing without
// that file. The file of keys itself is sealed by a key derived from the master key, which is in neither.
// Threads: any.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/store/secret.hpp"

#include <string>
#include <string_view>

namespace store {

class Snapshot;
class Transaction;

// What seals the file of keys, and the backup key in the database.
[[nodiscard]] Secret keys_file_key(MasterKey const& master);

// Which key it is, for people and for the heads of files: 16 hexadecimal digits that tell nothing of the key.
[[nodiscard]] std::string fingerprint(Secret const& key);

[[nodiscard]] std::string wrap_backup_key(MasterKey const& master, Secret const& key);
[[nodiscard]] base::Result<Secret> open_backup_key(MasterKey const& master, std::string_view wrapped);

// The one of this database; an error if it has none yet.
[[nodiscard]] base::Result<Secret> backup_key_of(Snapshot& snapshot, MasterKey const& master);

// Makes the hotline's backup key if it has none.
void ensure_backup_key(Transaction& tx, MasterKey const& master);

// Where it lies in `meta`, beside what tells whether the master key belongs to the database.
inline constexpr std::string_view backup_key_name = "backup";
inline constexpr std::string_view key_check_name = "check";
inline constexpr std::string_view lookup_key_name = "lookup";  // what addresses are found by

}  // namespace store
