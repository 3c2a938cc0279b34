// What a stopped gateway left in its store, looked at with the store's own functions.
#pragma once

#include "gateway/store/outbound.hpp"
#include "tests/system/serving.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace support {

struct Stored {
  std::set<std::string> inbound;                   // the provider's ids that are there
  std::map<std::string, store::Outbound> replies;  // by our ids, as providers hear them
  std::map<std::string, std::string> first_reply;  // the provider's id of a text: our id of the first reply to it
  std::set<std::string> repeated;                  // our ids of replies whose row says "sent once more"
  int unfinished = 0;                              // replies that still wait for something to be done
  int unanswered = 0;                              // texts without a reply

  [[nodiscard]] store::Outbound const& reply_to(std::string const& id) const { return replies.at(first_reply.at(id)); }
};

// `ids`: the texts to look for, of one channel.
[[nodiscard]] Stored look(Serving const& serving, std::vector<std::string> const& ids,
                          std::string const& channel = "lo");

}  // namespace support
