// Acts on the clocks of cases: the timer of a case is due, the rules (desk/clocks) say what is over and whom to tell,
// and everything that follows is one unit of work: claims that end, notices into the outbox, due times, the next timer,
// the journal. So a notice is written once, whatever is killed and however the clock is set. Threads: loop thread only.
#pragma once

#include "gateway/base/log.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/line/content.hpp"
#include "gateway/line/notices.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/timer.hpp"

#include <memory>

namespace line {

class CaseClocks {
 public:
  struct Parts {
    store::Store& store;
    std::shared_ptr<Content const> const& content;
    NoticeWays const& ways;
    base::Log& log;
    base::Metrics& metrics;
  };
  explicit CaseClocks(Parts parts) : parts_(parts) {}

  // False: the timer was set anew meanwhile.
  [[nodiscard]] base::Task<base::Result<bool>> act(store::Timer timer);

 private:
  Parts parts_;
};

}  // namespace line
