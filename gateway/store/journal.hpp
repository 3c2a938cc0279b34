// The journal: one append-only sequence of who did or saw what, each entry hashing the one before (BLAKE2b). Audit
// trail, live events and a case's timeline are readings of it. Written through `Transaction::journal`. Invariant: holds
// no number, name or words of a person who texts or calls us.
#pragma once

#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

struct JournalEntry {
  std::int64_t seq = 0;
  Instant at{};
  std::string who{};  // an account's name, or a part of the program: "line", "outbox"
  std::string what{};
  std::string subject{};   // "case K-40213"
  std::string detail{};    // JSON or empty
  std::string previous{};  // hash of the entry before: 32 bytes, empty for the first
  std::string hash{};      // of this one
};

// Over everything but itself, each field with its length before it.
[[nodiscard]] std::string hash_of(JournalEntry const& entry);

// Entries after `seq`, oldest first.
[[nodiscard]] std::vector<JournalEntry> journal_after(Snapshot& snapshot, std::int64_t seq, int limit);
// Of one subject, newest first, before `seq` (0: from the newest).
[[nodiscard]] std::vector<JournalEntry> journal_of(Snapshot& snapshot, std::string_view subject, std::int64_t before,
                                                   int limit);
[[nodiscard]] std::int64_t last_journal_seq(Snapshot& snapshot);  // 0: empty

// The first entry of from..to (both included) that does not follow from the one before: changed, missing or put in.
struct Broken {
  std::int64_t seq = 0;
  std::string why{};
};
[[nodiscard]] std::optional<Broken> verify_journal(Snapshot& snapshot, std::int64_t from, std::int64_t to);

}  // namespace store
