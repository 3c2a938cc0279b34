// Notices to our own people, written: which way each goes, and in what words. A case's number and a link, never a word
// of hers (a duty phone lies on a table). Pure, but for adding rows. Threads: inside a unit of work.
#pragma once

#include "gateway/base/config.hpp"
#include "gateway/desk/clocks.hpp"
#include "gateway/store/notice.hpp"

#include <string>

namespace line {

// Which ways there are, of the configuration.
struct NoticeWays {
  std::string sms_channel;  // empty: no texts to our own people
  bool has_mail = false;
  bool has_webhook = false;
  std::string public_url;  // of the link
};
[[nodiscard]] NoticeWays notice_ways(base::Config const& config);

// False: she was told of this event before, or there is no way to her.
bool tell(store::Transaction& tx, NoticeWays const& ways, store::Account const& account, store::Case const& record,
          desk::Alarm const& alarm);
// The organisations' own systems.
void tell_webhook(store::Transaction& tx, NoticeWays const& ways, store::Case const& record, desk::Alarm const& alarm);
// Not about a case: the roster has a hole tonight.
bool tell_hole(store::Transaction& tx, NoticeWays const& ways, store::Account const& account, std::string const& event,
               std::string const& sentence);
// Nor this: somebody read more than her work explains.
bool tell_reading(store::Transaction& tx, NoticeWays const& ways, store::Account const& account,
                  std::string const& event, std::string const& sentence);

}  // namespace line
