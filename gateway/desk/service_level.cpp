#include "gateway/desk/service_level.hpp"

#include <algorithm>
#include <utility>

namespace desk {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// The network's promises, agreed with the partners; a queue's own promise is about the first useful contact alone.
constexpr minutes critical_eyes{5};
constexpr minutes high_eyes{60};
constexpr hours critical_update{2};
constexpr hours high_update{24};
constexpr int medium_update_days = 3;

bool is_on_call(Queue const& queue, flows::Severity severity) { return queue.on_call && severity >= *queue.on_call; }

std::optional<base::Instant> after(Queue const& queue, flows::Severity severity, base::Instant now, minutes time) {
  if (is_on_call(queue, severity)) return now + time;
  return after_open_minutes(queue.hours, now, time);
}

}  // namespace

bool is_awake(Queue const& queue, flows::Severity severity, base::Instant now) {
  return is_on_call(queue, severity) || is_open(queue.hours, now);
}

int promised_minutes(Queue const& queue, flows::Severity severity, std::optional<int> own) {
  int const promise = queue.promise.at(std::to_underlying(severity));
  return own ? std::min(*own, promise) : promise;
}

Due due_times(Queue const& queue, flows::Severity severity, int promised, base::Instant now) {
  minutes const promise{promised};
  switch (severity) {
    case flows::Severity::critical:
      return {.eyes = now + critical_eyes, .contact = now + promise, .update = now + critical_update, .call = {}};
    case flows::Severity::high:
      return {.eyes = after(queue, severity, now, std::min(high_eyes, promise)),
              .contact = after(queue, severity, now, promise),
              .update = now + high_update,
              .call = {}};
    case flows::Severity::medium:
      return {.eyes = after(queue, severity, now, promise),
              .contact = after(queue, severity, now, promise),
              .update = after_open_days(queue.hours, now, medium_update_days),
              .call = {}};
    case flows::Severity::low:
      return {.eyes = after(queue, severity, now, promise), .contact = {}, .update = {}, .call = {}};
  }
  std::unreachable();
}

}  // namespace desk
