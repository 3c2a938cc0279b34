// By when people act on a case: human eyes, first useful contact, news to her, as the directory's `promise` and
// `service_levels` say. Critical ignores hours; for the rest the
// clock runs while the queue is open, in the queue's own time zone, unless somebody is on call from that severity on.
// Pure. Threads: any.
#pragma once

#include "flows/triage.hpp"
#include "gateway/base/clock.hpp"
#include "gateway/desk/directory.hpp"

#include <chrono>
#include <optional>

namespace desk {

// By when. Empty: nobody waits for it.
struct Due {
  std::optional<base::Instant> eyes;     // a person has looked
  std::optional<base::Instant> contact;  // first useful contact, if it is safe
  std::optional<base::Instant> update;   // news to her
  std::optional<base::Instant> call;     // a call that was promised; set when it is
};

// Whether somebody looks now: the queue is open, or rings somebody from that severity on.
[[nodiscard]] bool is_awake(Queue const& queue, flows::Severity severity, base::Instant now);
// The queue's promise in minutes; `minutes`, if set, where that is shorter.
[[nodiscard]] int promised_minutes(Queue const& queue, flows::Severity severity, std::optional<int> own);
[[nodiscard]] Due due_times(Queue const& queue, ServiceLevels const& levels, flows::Severity severity, int promised,
                            base::Instant now);
// When she shall hear from us again after words of ours; nothing: no such promise.
[[nodiscard]] std::optional<base::Instant> next_update(Queue const& queue, ServiceLevel const& level,
                                                       base::Instant since);
// After so much of the time in which the promise runs: any time, or the queue's hours.
[[nodiscard]] std::optional<base::Instant> after(Queue const& queue, flows::Severity severity, base::Instant now,
                                                 std::chrono::minutes time);

}  // namespace desk
