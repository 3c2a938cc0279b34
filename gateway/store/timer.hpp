// Timers: one per kind and subject. A timer is deleted in the unit of work that acts on it, so none is lost or acted on
// twice. `generation` tells an act that came too late for what it was set for.
#pragma once

#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class TimerKind : std::uint8_t {
  silence,
  follow_up,
  claim,
  service_level,
  referral,
  join_parts,
  report_deadline,
  retention,
  directory_expiry,
  cut_call,
  roster,
  transfer,  // an offer of a case that nobody accepted
  exchange,  // her silence in a live exchange
  journal
};
inline constexpr std::array<std::string_view, 14> timer_kind_words{
    "silence",   "follow_up",        "claim",    "service_level", "referral", "join_parts", "report_deadline",
    "retention", "directory_expiry", "cut_call", "roster",        "transfer", "exchange",   "journal"};
[[nodiscard]] constexpr std::span<std::string_view const> words(TimerKind) { return timer_kind_words; }

struct Timer {
  Instant due{};
  TimerKind kind = TimerKind::silence;
  std::string subject{};  // of its kind: "17"
  std::int64_t generation = 0;
};

// Replaces the one of the same kind and subject.
void set_timer(Transaction& tx, Timer const& timer);
[[nodiscard]] bool has_timer(Snapshot& snapshot, TimerKind kind, std::string_view subject);
// False: there was none.
bool cancel_timer(Transaction& tx, TimerKind kind, std::string_view subject);

// What is due at the unit's now, soonest first; each is then taken in the unit that acts on it.
[[nodiscard]] std::vector<Timer> due_timers(Snapshot& snapshot, int limit);
// Deletes it; false: it was cancelled or set anew meanwhile, so do nothing.
[[nodiscard]] bool take_timer(Transaction& tx, Timer const& timer);
// Both at once, for acts that fit the same unit.
[[nodiscard]] std::vector<Timer> take_due_timers(Transaction& tx, int limit);
[[nodiscard]] std::optional<Instant> next_timer(Snapshot& snapshot);

}  // namespace store
