// A call that ended before it came to an end. Missed: no key was pressed; whoever has no credit rings once and hangs
// up, and is asked by SMS what she wants. Cut off in the middle of a question: she rings again and goes on there, or,
// where she said in that call that it is safe, goes on by SMS. Each at most once, within limits, so that nobody can
// make us text strangers by ringing with their numbers. Pure.
#pragma once

#include "gateway/line/follow_up.hpp"

#include <chrono>

namespace line {

struct CallRules {
  std::chrono::minutes resume_for{15};  // so long another call goes on where one was cut off
  bool texts = true;                    // whether a missed or cut call is answered by SMS at all
  int texts_per_number_max = 1;         // in 24 hours
  int texts_per_channel_max = 30;       // in an hour
};

// She may ring again at once: so long we wait before we write.
[[nodiscard]] std::chrono::milliseconds wait_after(flows::CutOff const& call, CallRules const& rules);

// The flow by which we write.
[[nodiscard]] std::string_view flow_after(flows::CutOff const& call);

struct CutCallFacts {
  flows::CutOff call;
  flows::ContactRules rules;
  bool can_be_answered = false;  // by SMS
  bool came_back = false;        // she rang or wrote since, or writes with us now
  bool held = false;             // a person holds her case
  int texts_to_number = 0;       // that answered calls, in 24 hours
  int texts_of_channel = 0;      // likewise, in an hour
  std::string country;           // that she named, else of her number
  flows::Instant ended{};
};
[[nodiscard]] FollowUpRuling may_write_after(CutCallFacts const& facts, CallRules const& rules,
                                             desk::Countries const& countries, flows::Instant now);

}  // namespace line
