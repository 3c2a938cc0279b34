// The SQLite engine: one file in WAL, every commit flushed (synchronous=FULL), short checkpoints.
#pragma once

#include "gateway/store/engine.hpp"

#include <filesystem>
#include <memory>

namespace store::sqlite {

struct DatabaseOptions {
  std::int64_t pages_max = 0;  // a small disk for tests; 0: none
  bool one_thread = false;     // checkpoints are a part of commits, for a store without threads of its own
};

[[nodiscard]] base::Result<std::unique_ptr<Database>> open_database(std::filesystem::path const& path,
                                                                    DatabaseOptions const& options);

}  // namespace store::sqlite
