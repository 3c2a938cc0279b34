// Looks at the roster before each night: where a queue is open and nobody will be on duty, leads and managers hear of
// it while there is time to ask somebody. One timer (kind roster), which sets itself anew. Threads: loop thread only.
#pragma once

#include "gateway/base/log.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/desk/roster.hpp"
#include "gateway/line/content.hpp"
#include "gateway/line/notices.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/timer.hpp"

#include <memory>
#include <string>
#include <vector>

namespace line {

// When it looks, in the directory's zone, and at which hours of the coming night.
inline constexpr std::chrono::hours night_watch_at{18};
inline constexpr std::chrono::hours night_from{20};
inline constexpr std::chrono::hours night_until{30};  // 06:00 of the next day

[[nodiscard]] base::Instant next_watch(base::Zone const& zone, base::Instant now);
// The coming night's holes in a sentence: "Nobody is on duty tonight: crisis 22:00-06:00." Empty: there is none.
[[nodiscard]] std::string holes_in_words(std::vector<desk::Hole> const& holes, base::Zone const& zone);

class NightWatch {
 public:
  struct Parts {
    store::Store& store;
    std::shared_ptr<Content const> const& content;
    NoticeWays const& ways;
    base::Log& log;
  };
  explicit NightWatch(Parts parts) : parts_(parts) {}

  // At the start: unless a timer stands already.
  void begin(store::Transaction& tx) const;
  [[nodiscard]] base::Task<base::Result<bool>> act(store::Timer timer);

 private:
  Parts parts_;
};

}  // namespace line
