// A store as it is after months: people in mid-conversation, messages behind them. Filled through the store's own
// functions, the conversations' state worked out by the engine; kept under build/bench and made anew when the schema,
// the content or the numbers wanted change. Threads: blocks the caller's.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace bench {

struct SeedPlan {
  std::uint64_t contacts = 100'000;
  std::uint64_t messages = 100'000;
};

// A folder with `saathi.db` and `master.key` in it. `kept` is where such folders are kept.
[[nodiscard]] std::filesystem::path seeded(std::filesystem::path const& kept, SeedPlan const& plan);

// Every question's silence is due so long from now: what is kept was filled days ago, and a timer that stands later
// than a turn's own would be moved by it, which in use is rare.
void set_timers(std::filesystem::path const& database, std::chrono::minutes due_in);

// The channel that everything came through.
inline constexpr char const* seed_channel = "tw";

}  // namespace bench
