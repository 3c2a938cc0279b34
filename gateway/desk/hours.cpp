#include "gateway/desk/hours.hpp"

#include <algorithm>

namespace desk {
namespace {

// A queue that does not open within a year never does: its hours are a mistake, which the directory's check reports.
constexpr int days_ahead_max = 366;

using std::chrono::sys_days;

sys_days date_of(Hours const& hours, base::Instant instant) { return base::wall_time(instant, hours.zone).date; }

bool is_working_day(Hours const& hours, sys_days day) {
  unsigned const weekday = std::chrono::weekday{day}.c_encoding();
  return ((hours.days >> weekday) & 1U) != 0 && !hours.stretches.empty() && !hours.closed_on.contains(day);
}

struct Span {
  base::Instant from;
  base::Instant until;
};

Span span_on(Hours const& hours, sys_days day, Hours::Stretch const& stretch) {
  return {.from = base::instant_of({.date = day, .of_day = stretch.from}, hours.zone),
          .until = base::instant_of({.date = day, .of_day = stretch.until}, hours.zone)};
}

// Calls `visit` with each span of opening time that ends after `now`, in order, until it answers true.
template <class Visit>
bool for_each_span(Hours const& hours, base::Instant now, Visit visit) {
  sys_days const today = date_of(hours, now);
  for (int ahead = 0; ahead <= days_ahead_max; ++ahead) {
    sys_days const day = today + std::chrono::days{ahead};
    if (!is_working_day(hours, day)) continue;
    for (Hours::Stretch const& stretch : hours.stretches) {
      Span const span = span_on(hours, day, stretch);
      if (span.until > now && visit(span)) return true;
    }
  }
  return false;
}

}  // namespace

bool is_open(Hours const& hours, base::Instant now) { return next_opening(hours, now) == now; }

std::optional<base::Instant> next_opening(Hours const& hours, base::Instant now) {
  if (hours.always) return now;
  std::optional<base::Instant> opens;
  for_each_span(hours, now, [&](Span const& span) {
    opens = std::max(span.from, now);
    return true;
  });
  return opens;
}

std::vector<OpenSpan> open_spans(Hours const& hours, base::Instant from, base::Instant until) {
  if (from >= until) return {};
  if (hours.always) return {{.from = from, .until = until}};
  std::vector<OpenSpan> open;
  for_each_span(hours, from, [&](Span const& span) {
    if (span.from >= until) return true;
    open.push_back({.from = std::max(span.from, from), .until = std::min(span.until, until)});
    return false;
  });
  return open;
}

std::chrono::minutes open_minutes(Hours const& hours, base::Instant from, base::Instant until) {
  std::chrono::milliseconds open{};
  for (OpenSpan const& span : open_spans(hours, from, until)) open += span.until - span.from;
  return std::chrono::duration_cast<std::chrono::minutes>(open);
}

std::optional<base::Instant> after_open_minutes(Hours const& hours, base::Instant now, std::chrono::minutes open) {
  if (hours.always) return now + open;
  std::chrono::milliseconds left = open;
  std::optional<base::Instant> end;
  for_each_span(hours, now, [&](Span const& span) {
    base::Instant const from = std::max(span.from, now);
    if (from + left <= span.until) {
      end = from + left;
      return true;
    }
    left -= span.until - from;
    return false;
  });
  return end;
}

std::optional<base::Instant> after_open_days(Hours const& hours, base::Instant now, int days) {
  if (hours.always) return now + std::chrono::days{days};
  sys_days const today = date_of(hours, now);
  for (int ahead = 1; ahead <= days_ahead_max; ++ahead) {
    sys_days const day = today + std::chrono::days{ahead};
    if (!is_working_day(hours, day)) continue;
    if (--days <= 0) return span_on(hours, day, hours.stretches.back()).until;
  }
  return std::nullopt;
}

}  // namespace desk
