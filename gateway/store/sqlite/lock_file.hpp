// One process owns the store: `<database>.lock`, held with flock until the owner goes, however it goes.
#pragma once

#include "gateway/base/error.hpp"

#include <filesystem>
#include <utility>

namespace store::sqlite {

class LockFile {
 public:
  LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile();

  // Environment error if another process holds it.
  [[nodiscard]] static base::Result<LockFile> take(std::filesystem::path const& database);

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace store::sqlite
