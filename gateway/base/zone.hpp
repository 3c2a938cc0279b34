// Time zones, where people read: opening hours, shifts, promises. Inside the house time is UTC; this is the one place
// that asks ICU for a zone. ICU answers a mistyped zone with `Etc/Unknown`, offset 0 and no error, so a zone exists
// here only after it was found in ICU's own list; fixed offsets ("UTC+3", "+05:45") are refused, since they know no
// daylight saving. Threads: values, any thread.
#pragma once

#include "gateway/base/clock.hpp"

#include <compare>
#include <expected>
#include <string>
#include <string_view>

namespace base {

// A zone that exists. Two names of one zone (Asia/Katmandu, Asia/Kathmandu) compare equal: the canonical id decides.
class Zone {
 public:
  [[nodiscard]] std::string const& written() const { return written_; }  // as in the file
  [[nodiscard]] std::string const& id() const { return id_; }            // canonical
  friend bool operator==(Zone const& a, Zone const& b) { return a.id_ == b.id_; }

 private:
  friend std::expected<Zone, struct UnknownZone> find_zone(std::string_view name);
  std::string written_ = "Etc/UTC";
  std::string id_ = "Etc/UTC";
};

struct UnknownZone {
  std::string suggestion;  // the nearest known zone; empty if none is near
};

[[nodiscard]] std::expected<Zone, UnknownZone> find_zone(std::string_view name);

// What a clock on the wall shows.
struct WallTime {
  std::chrono::year_month_day date{};
  std::chrono::minutes of_day{};  // since midnight
  [[nodiscard]] std::chrono::weekday weekday() const { return std::chrono::weekday{std::chrono::sys_days{date}}; }
};

[[nodiscard]] WallTime wall_time(Instant instant, Zone const& zone);
// The first instant at which the wall shows this time; where a jump of the clock leaves it out, as if it had not
// jumped. `of_day` may be 24 hours: midnight of the next day.
[[nodiscard]] Instant instant_of(WallTime const& wall, Zone const& zone);

}  // namespace base
