// When people sit at a queue: is it open, when does it open next, and when is so much working time over. Pure functions
// over a queue's hours in the queue's own time zone. Threads: values, any thread.
#pragma once

#include "gateway/base/zone.hpp"
#include "gateway/desk/holidays.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace desk {

struct Hours {
  // One stretch of a day. `until` may be 24:00; a night shift is two stretches.
  struct Stretch {
    std::chrono::minutes from{};
    std::chrono::minutes until{};
  };
  base::Zone zone;
  bool always = false;             // day and night: stretches are not looked at
  std::uint8_t days = 0;           // bit of std::chrono::weekday::c_encoding(), Sunday first
  std::vector<Stretch> stretches;  // the same on each of the days, in order, not overlapping
  Closures closed_on{};            // holidays, as dates of the zone
};

[[nodiscard]] bool is_open(Hours const& hours, base::Instant now);
// `now` if it is open; nothing if it never opens within a year.
[[nodiscard]] std::optional<base::Instant> next_opening(Hours const& hours, base::Instant now);
struct OpenSpan {
  base::Instant from{};
  base::Instant until{};
};
// When it is open between the two, in order.
[[nodiscard]] std::vector<OpenSpan> open_spans(Hours const& hours, base::Instant from, base::Instant until);
// How much of the time between the two it is open.
[[nodiscard]] std::chrono::minutes open_minutes(Hours const& hours, base::Instant from, base::Instant until);
// The instant at which so many minutes of opening time have passed since `now`.
[[nodiscard]] std::optional<base::Instant> after_open_minutes(Hours const& hours, base::Instant now,
                                                              std::chrono::minutes open);
// The end of the n-th working day after the day of `now`; for a queue that is always open, so many days later.
[[nodiscard]] std::optional<base::Instant> after_open_days(Hours const& hours, base::Instant now, int days);

}  // namespace desk
