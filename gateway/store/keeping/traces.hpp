// The proof of an erasure. Before it: what there is of a person, in plain text and as it is sealed, in memory alone.
// After it: every file of the folders given is read to the end and whatever of that is still there is named.
// Threads: any; blocks as long as it takes.
#pragma once

#include "gateway/base/private.hpp"
#include "gateway/store/transaction.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class TraceKind : std::uint8_t { number, words, sealed, key };

struct Trace {
  TraceKind kind = TraceKind::sealed;
  base::PrivateText bytes{};
};

// Texts shorter than this are anybody's: "1", "help".
inline constexpr std::size_t trace_bytes_min = 8;

[[nodiscard]] std::vector<Trace> traces_of(Snapshot& snapshot, ContactId contact);

struct TraceFound {
  std::filesystem::path file;
  TraceKind kind = TraceKind::sealed;
};
struct Search {
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::vector<TraceFound> found{};              // each kind once a file
  std::vector<std::filesystem::path> unread{};  // that could not be read
};
// Folders with everything beneath them, and files.
[[nodiscard]] Search search(std::vector<Trace> const& traces, std::vector<std::filesystem::path> const& places);

}  // namespace store
