// Erases by itself: every quarter of an hour those who asked for it, once a day those whose time is over. Two timers of
// the kind `retention`, each of which sets itself anew: "asked", and "old" with the last of those looked at, so that a
// day's round is many small units of work. Threads: loop thread only.
#pragma once

#include "gateway/base/log.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/desk/erasure.hpp"
#include "gateway/store/timer.hpp"

namespace line {

inline constexpr std::chrono::minutes asked_every{15};
inline constexpr std::chrono::hours old_every{24};
inline constexpr std::chrono::seconds old_pause{1};  // between two parts of a round

class Retention {
 public:
  struct Parts {
    store::Store& store;
    desk::Erasure& erasure;
    base::Log& log;
    base::Metrics& metrics;
  };
  explicit Retention(Parts parts) : parts_(parts) {}

  // At the start: unless timers stand already.
  void begin(store::Transaction& tx) const;
  [[nodiscard]] base::Task<base::Result<bool>> act(store::Timer timer);

 private:
  struct Next {
    std::string subject;
    base::Milliseconds pause{0};
  };
  [[nodiscard]] base::Task<base::Result<Next>> sweep(std::string subject);
  void count(int erased);

  Parts parts_;
};

}  // namespace line
