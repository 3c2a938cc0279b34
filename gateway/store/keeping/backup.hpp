// A backup: two files in a folder, made while the gateway serves. `saathi-DATE.data` is the database without any key,
// one more each time; `saathi.keys` are the keys, and replaces the former file of that name. So whoever is erased is
// gone from every data file as soon as the file of keys is replaced, and a data file alone is noise. The master key,
// which opens the file of keys, is in neither. Nothing in the folder is touched before both files are whole.
// Threads: any; blocks as long as it takes.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/error.hpp"
#include "gateway/store/secret.hpp"

#include <filesystem>
#include <functional>
#include <string_view>

namespace store {

inline constexpr std::string_view keys_file_name = "saathi.keys";
inline constexpr std::string_view data_file_end = ".data";

// What is done, and how far it is, from 0 to 100.
using Progress = std::function<void(std::string_view stage, int percent)>;

// `keys` alone: after an erasure, so that a folder's data files forget her without another copy.
enum class BackupScope : std::uint8_t { data_and_keys, keys };

struct BackupOrder {
  std::filesystem::path database;
  std::filesystem::path folder;  // made if it is not there
  MasterKey const& master;
  base::Instant now;
  BackupScope scope = BackupScope::data_and_keys;
  Progress progress{};
};

struct BackupMade {
  std::filesystem::path data;  // empty: keys alone
  std::filesystem::path keys;
  std::int64_t data_bytes = 0;
  std::int64_t owners = 0;  // whose keys it holds
};

// Errors (environment): no database, another backup under way, a file of keys there that is not this hotline's or is
// newer, the disk.
[[nodiscard]] base::Result<BackupMade> make_backup(BackupOrder const& order);

// The newest data file in a folder, by the time in its name.
[[nodiscard]] base::Result<std::filesystem::path> newest_data_file(std::filesystem::path const& folder);

}  // namespace store
