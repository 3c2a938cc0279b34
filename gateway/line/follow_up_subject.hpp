// Whom a follow-up timer is for, as the timer's subject: "17 np-1 check_in". Names no person.
#pragma once

#include "gateway/store/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace line {

struct FollowUpSubject {
  store::ContactId contact;
  std::string channel;
  std::string flow;
};
[[nodiscard]] std::string to_text(FollowUpSubject const& subject);
[[nodiscard]] std::optional<FollowUpSubject> parse_follow_up_subject(std::string_view text);

}  // namespace line
