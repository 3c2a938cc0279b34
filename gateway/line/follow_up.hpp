// May a flow begin by itself now? Read again when its time has come, since what was right three days ago may betray her
// today. Only to whom it is safe to write, who is not with a person of ours and not in the middle of writing, and in
// her day. Pure.
#pragma once

#include "flows/engine.hpp"
#include "gateway/desk/countries.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace line {

struct FollowUpFacts {
  flows::ContactRules rules;
  bool held = false;  // a person holds her case
  std::optional<flows::Instant> last_heard;
  std::string country;  // that she named, else of her number
};

struct BeginNow {};
struct BeginLater {
  flows::Instant at{};
};
struct BeginNever {
  std::string_view why;  // names no person
};
using FollowUpRuling = std::variant<BeginNow, BeginLater, BeginNever>;

[[nodiscard]] FollowUpRuling may_follow_up(FollowUpFacts const& facts, desk::Countries const& countries,
                                           flows::Instant now);

}  // namespace line
