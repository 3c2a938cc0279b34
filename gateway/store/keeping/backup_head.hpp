// What stands at the beginning of a backup's files, readable by everybody: which of the two files it is, of which
// hotline, and when it was made. Lines of a name and a value, then an empty line.
//   saathi backup 1
//   part data
//   hotline 5a0c…
//   master 0c77…
//   made 1764088446000
//   schema 9
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/error.hpp"
#include "gateway/store/words.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace store {

enum class BackupPart : std::uint8_t { data, keys };
inline constexpr std::array<std::string_view, 2> backup_part_words{"data", "keys"};
[[nodiscard]] constexpr std::span<std::string_view const> words(BackupPart) { return backup_part_words; }

struct BackupHead {
  BackupPart part = BackupPart::data;
  std::string hotline{};  // fingerprint of its backup key: the same in both files and in every backup of it
  std::string master{};   // fingerprint of what seals the file of keys
  base::Instant made{};
  int schema = 0;  // of the database
};

// A head is no longer than this.
inline constexpr std::size_t backup_head_bytes_max = 1024;

[[nodiscard]] std::string to_text(BackupHead const& head);
// `start`: the first bytes of a file. Where the head ends, too; errors are the rest of a sentence about the file.
struct BackupHeadRead {
  BackupHead head{};
  std::size_t bytes = 0;
};
[[nodiscard]] base::Result<BackupHeadRead> parse_backup_head(std::string_view start);

}  // namespace store
