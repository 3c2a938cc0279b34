// One process owns the store: `<database>.lock`, held with flock until the owner goes, however it goes.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/store/disk.hpp"

#include <filesystem>
#include <utility>

namespace store::sqlite {

class LockFile {
 public:
  // Environment error if another process holds it.
  [[nodiscard]] static base::Result<LockFile> take(std::filesystem::path const& database);

 private:
  explicit LockFile(Descriptor file) : file_(std::move(file)) {}
  Descriptor file_;
};

}  // namespace store::sqlite
