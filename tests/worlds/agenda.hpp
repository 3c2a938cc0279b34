// What will happen outside of the gateway and when: webhooks on their way, answers of providers. Threads: one.
#pragma once

#include "tests/support/manual_clock.hpp"

#include <functional>
#include <map>
#include <optional>

namespace worlds {

class Agenda {
 public:
  explicit Agenda(support::ManualClock const& clock) : clock_(clock) {}

  void after(base::Milliseconds delay, std::function<void()> event) {
    events_.emplace(clock_.now() + delay, std::move(event));
  }
  [[nodiscard]] std::optional<base::Instant> next() const {
    return events_.empty() ? std::nullopt : std::optional(events_.begin()->first);
  }
  // All that is due begins, before any of it has consequences: so things happen at once.
  void begin_due() {
    while (!events_.empty() && events_.begin()->first <= clock_.now()) {
      auto const event = events_.extract(events_.begin());
      event.mapped()();
    }
  }

 private:
  support::ManualClock const& clock_;
  std::multimap<base::Instant, std::function<void()>> events_;
};

}  // namespace worlds
