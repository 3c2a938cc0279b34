// Whether a database is whole and is what its keys say: asked of every copy that was brought back, and by a drill. The
// engine's own checks, then every sealed value opened under its owner's key, every address found again by its hash, the
// journal's chain from the first entry to the last. A value whose owner has no key any more is one of an erased person.
#pragma once

#include "gateway/store/transaction.hpp"

#include <functional>
#include <string>
#include <vector>

namespace store {

struct Judgement {
  std::int64_t contacts = 0;
  std::int64_t messages = 0;
  std::int64_t cases = 0;
  std::int64_t journal_entries = 0;
  std::int64_t opened = 0;            // sealed values that open
  std::int64_t erased = 0;            // sealed values whose key is gone: nobody opens them
  std::vector<std::string> faults{};  // a sentence each, naming table and row; the first few
};

inline constexpr std::size_t judge_faults_max = 20;

[[nodiscard]] Judgement judge(Snapshot& snapshot, Connection& connection);

}  // namespace store
