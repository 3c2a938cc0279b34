// The schema, as numbered steps. A released step is never edited: the next change is the next number, and the schema of
// every release is frozen in tests/gateway/store/schemas.
#pragma once

#include "gateway/base/error.hpp"

#include <span>
#include <string_view>

namespace store::sqlite {

class SqliteConnection;

struct Migration {
  int number = 0;
  std::string_view script;
};

[[nodiscard]] std::span<Migration const> migrations();

// Refuses a database that is newer than this program; reads only.
[[nodiscard]] base::Result<void> refuse_newer(SqliteConnection& connection);

// Brings the database to the newest step, each step in one transaction. Refuses one that is newer than this program.
[[nodiscard]] base::Result<void> migrate(SqliteConnection& connection);

}  // namespace store::sqlite
