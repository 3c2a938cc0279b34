// What this machine can do at best, measured in the same run: one flush, a bare Beast reply, a bare SQLite insert.
// Everything the gateway does is stated against these too, since they drift with the machine as it does.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/results.hpp"

#include <filesystem>
#include <vector>

namespace bench {

[[nodiscard]] std::vector<Case> reference_cases(Options const& options);

// Rows a second into a table with a unique text and a blob of 300 bytes, `batch` rows a commit, each commit flushed.
[[nodiscard]] Sample bare_sqlite(std::filesystem::path const& file, int batch, double seconds);

// Answers every request on this port with the same few bytes, until it is ended: the program's own second face.
[[noreturn]] void serve_bare_beast(int port);

}  // namespace bench
