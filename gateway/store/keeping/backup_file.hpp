// A file of a backup: a head of a few lines that everybody may read, then its content in sealed pieces of 64 KiB
// (libsodium's secretstream, XChaCha20-Poly1305), the last of which says that it is the last. So a file that was cut,
// changed, put together anew or given another head is noticed, and the error says which it was.
//   saathi backup 1 / part data / hotline 5a… / master 0c… / made 1764088446000 / schema 9 / (empty line) / pieces
// Errors (code environment): the disk, or a file that is not what it should be. Threads: one at a time.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/store/keeping/backup_head.hpp"
#include "gateway/store/secret.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace store {

// Writes `PATH.part`, which becomes PATH only by `put_in_place`; what was not put in place is removed at the end.
class BackupWriter {
 public:
  [[nodiscard]] static base::Result<BackupWriter> open(std::filesystem::path const& path, BackupHead const& head,
                                                       Secret const& key);
  BackupWriter(BackupWriter&&) noexcept;
  BackupWriter& operator=(BackupWriter&&) = delete;
  ~BackupWriter();

  [[nodiscard]] base::Result<void> write(std::string_view bytes);
  // Writes the last piece and flushes the disk.
  [[nodiscard]] base::Result<void> finish();
  // Replaces a former file of that name.
  [[nodiscard]] base::Result<void> put_in_place();

 private:
  struct Impl;
  explicit BackupWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class BackupReader {
 public:
  // Reads the head, which is believed only once the first piece has opened.
  [[nodiscard]] static base::Result<BackupReader> open(std::filesystem::path const& path);
  BackupReader(BackupReader&&) noexcept;
  BackupReader& operator=(BackupReader&&) = delete;
  ~BackupReader();

  [[nodiscard]] BackupHead const& head() const;
  [[nodiscard]] std::int64_t file_bytes() const;
  [[nodiscard]] std::int64_t bytes_read() const;
  // Before the first piece.
  [[nodiscard]] base::Result<void> unlock(Secret const& key);
  // The next piece, in the place of what stood in `piece`; empty: that was all.
  [[nodiscard]] base::Result<void> read(std::string& piece);

 private:
  struct Impl;
  explicit BackupReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace store
