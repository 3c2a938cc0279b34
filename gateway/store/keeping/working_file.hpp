// A file beside the database that a backup or a restore works on, and that is gone when the work ends, however it ends.
// Only its owner may read it. Whoever finds one that a killed process left takes it over; one in use is refused.
// Threads: one.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/store/disk.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace store {

class WorkingFile {
 public:
  // Empty. Errors (environment): another process works on it, the disk.
  [[nodiscard]] static base::Result<WorkingFile> open(std::filesystem::path const& path);
  WorkingFile(WorkingFile&& other) noexcept : path_(std::exchange(other.path_, {})), file_(std::move(other.file_)) {}
  WorkingFile& operator=(WorkingFile&&) = delete;
  ~WorkingFile();

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }
  [[nodiscard]] base::Result<void> write(std::string_view bytes);
  // The next bytes, `piece.size()` at most; empty: that was all.
  [[nodiscard]] base::Result<void> read(std::string& piece);
  // It becomes `target`, which must not be there, and stays.
  [[nodiscard]] base::Result<void> put_in_place(std::filesystem::path const& target);

 private:
  WorkingFile(std::filesystem::path path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  std::filesystem::path path_;
  Descriptor file_;
};

}  // namespace store
