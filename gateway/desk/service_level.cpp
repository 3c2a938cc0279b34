#include "gateway/desk/service_level.hpp"

#include <algorithm>
#include <utility>

namespace desk {
namespace {

using std::chrono::minutes;

bool is_on_call(Queue const& queue, flows::Severity severity) { return queue.on_call && severity >= *queue.on_call; }

}  // namespace

bool is_awake(Queue const& queue, flows::Severity severity, base::Instant now) {
  return is_on_call(queue, severity) || is_open(queue.hours, now);
}

int promised_minutes(Queue const& queue, flows::Severity severity, std::optional<int> own) {
  int const promise = queue.promise.at(std::to_underlying(severity));
  return own ? std::min(*own, promise) : promise;
}

std::optional<base::Instant> after(Queue const& queue, flows::Severity severity, base::Instant now, minutes time) {
  if (severity == flows::Severity::critical || is_on_call(queue, severity)) return now + time;
  return after_open_minutes(queue.hours, now, time);
}

std::optional<base::Instant> next_update(Queue const& queue, ServiceLevel const& level, base::Instant since) {
  if (level.update > 0) return since + minutes{level.update};
  if (level.update_days > 0) return after_open_days(queue.hours, since, level.update_days);
  return std::nullopt;
}

Due due_times(Queue const& queue, ServiceLevels const& levels, flows::Severity severity, int promised,
              base::Instant now) {
  ServiceLevel const& level = levels.at(std::to_underlying(severity));
  int const eyes = level.eyes > 0 ? std::min(level.eyes, promised) : promised;
  Due due{.eyes = after(queue, severity, now, minutes{eyes}),
          .contact = after(queue, severity, now, minutes{promised}),
          .update = next_update(queue, level, now),
          .call = {}};
  // Low is looked at; whether somebody then writes to her is up to whoever looks.
  if (severity == flows::Severity::low) due.contact.reset();
  return due;
}

}  // namespace desk
