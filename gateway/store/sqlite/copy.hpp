// A copy of a database that is in use, made table by table in one read of one unchanging state: no page that was freed
// or overwritten comes along, and what is left out is never written to the copy, not even for a moment. The database
// may be written meanwhile. And what a copy must be asked before it is trusted.
// Threads: any; it reads on a connection of its own and is in nobody's way.
#pragma once

#include "gateway/store/engine.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store::sqlite {

// Rows that a copy does not take.
struct LeftOut {
  std::string_view table;
  std::string_view where;  // SQL over its columns; empty: all of them
};

struct CopyOrder {
  std::filesystem::path from;
  std::filesystem::path to;  // an empty file, made by the caller
  std::span<LeftOut const> left_out;
  std::function<void(int percent)> progress;
};

// The copied schema's number.
[[nodiscard]] base::Result<int> copy_database(CopyOrder const& order);

// A database that nobody else holds, as it lies: no lock, no migration, no write-ahead log.
[[nodiscard]] base::Result<std::unique_ptr<Connection>> open_alone(std::filesystem::path const& path);
// One that the gateway may have open, only to be read.
[[nodiscard]] base::Result<std::unique_ptr<Connection>> open_beside(std::filesystem::path const& path);

// Empties the log of a database that the gateway may have open. False: somebody reads an earlier state of it.
[[nodiscard]] base::Result<bool> scrub_beside(std::filesystem::path const& path);

[[nodiscard]] int newest_schema();  // that this program knows
[[nodiscard]] bool has_column(Connection& connection, std::string_view table, std::string_view column);
// What the engine itself finds wrong, a sentence each; tables and rows are named, no value is.
[[nodiscard]] std::vector<std::string> find_damage(Connection& connection);

}  // namespace store::sqlite
