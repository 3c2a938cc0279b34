// The SQLite engine: one file in WAL, every commit flushed (synchronous=FULL), short checkpoints.
#pragma once

#include "gateway/store/engine.hpp"

#include <filesystem>
#include <memory>

namespace store::sqlite {

// `pages_max`: a small disk for tests; 0: none.
[[nodiscard]] base::Result<std::unique_ptr<Database>> open_database(std::filesystem::path const& path,
                                                                    std::int64_t pages_max);

}  // namespace store::sqlite
