// How a case ends: the closing codes that the network reports by, and the acts. A close says the code, what she said
// about it, and whether she agreed to be asked again.
#pragma once

#include "gateway/desk/case_work.hpp"

#include <span>
#include <string>
#include <string_view>

namespace desk {

struct ClosingCode {
  std::string_view code;
  std::string_view meaning;
  bool by_hand = true;  // a person may close with it; else a merge or an erasure does
};
[[nodiscard]] std::span<ClosingCode const> closing_codes();

struct Closing {
  std::string code;
  std::string said;        // by her, about how it ended; empty: nothing
  bool follow_up = false;  // she agreed to be asked again
};
// By its holder; of a case that nobody holds, by whoever works in its queue.
[[nodiscard]] Act close(Closing closing);
[[nodiscard]] Act reopen(std::string reason);

}  // namespace desk
