// The clocks of a case: by when somebody has it (eyes), she hears a person (contact), hears from us again (update), is
// rung as promised (call). Before one runs out whoever has the case is reminded; when it has, the directory's ladder is
// climbed, step by step. A claim without an act ends. While she is waited for, or it is unsafe, all stand.
// Everything is worked out anew from the case, what is remembered of it and the present directory, so that no change
// has to tell anybody what it means for the clocks. Pure. Threads: values, any thread.
#pragma once

#include "gateway/desk/directory.hpp"
#include "gateway/store/case_clock.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

enum class Promise : std::uint8_t { eyes, contact, update, call };
inline constexpr std::array<std::string_view, 4> promise_words{"eyes", "contact", "update", "call"};
[[nodiscard]] std::string_view name(Promise promise);

// Somebody has to be told now.
struct Alarm {
  enum class What : std::uint8_t {
    arrived,   // it is new in its queue, or graver than it was
    reminder,  // a promise runs out soon
    missed     // it has run out
  };
  What what = What::arrived;
  std::optional<Promise> promise{};  // of reminder and missed
  std::string who{};                 // "queue": who is on duty there; "holder"; or whom the ladder names
  std::string event{};               // one notice per person and event
};

struct ClockPlan {
  store::CaseDue due{};                  // as they stand now
  std::vector<Alarm> alarms{};           // in the order in which they fell due
  std::vector<std::string> told{};       // to be remembered
  bool claim_ends = false;               // nothing else counts then: the case goes back to its queue first
  std::optional<base::Instant> wakes{};  // to be looked at again; nothing: not before it changes
};
[[nodiscard]] ClockPlan plan_clocks(store::Case const& record, store::CaseClock const& clock,
                                    Directory const& directory, base::Instant now);

}  // namespace desk
