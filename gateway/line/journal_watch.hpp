// Every hour: the journal's newest entry is sealed, and where somebody read more than her work explains, leads and data
// officers hear of it. One timer (kind journal), whose generation is the last entry looked at. Threads: loop thread
// only.
#pragma once

#include "gateway/base/log.hpp"
#include "gateway/desk/reading_watch.hpp"
#include "gateway/line/content.hpp"
#include "gateway/line/notices.hpp"
#include "gateway/store/keeping/journal_seal.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/timer.hpp"

#include <memory>

namespace line {

inline constexpr std::chrono::hours journal_watch_every{1};

class JournalWatch {
 public:
  struct Parts {
    store::Store& store;
    store::JournalSigner const& signer;
    std::shared_ptr<Content const> const& content;
    NoticeWays const& ways;
    base::Log& log;
  };
  explicit JournalWatch(Parts parts) : parts_(parts) {}

  // At the start: unless a timer stands already.
  void begin(store::Transaction& tx) const;
  [[nodiscard]] base::Task<base::Result<bool>> act(store::Timer timer);

 private:
  Parts parts_;
};

}  // namespace line
