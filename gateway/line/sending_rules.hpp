// Whether a text may leave now: her rules, her night and the text's own lifetime, read again before every attempt. What
// was right when it was written may betray her an hour later. Pure.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/store/outbound.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <variant>

namespace line {

// She has her phone in her hand: for so long after she was heard the hour does not matter.
inline constexpr std::chrono::minutes awake_for{15};

struct Leave {};
// Not now; it is looked at again at `until`, or as soon as she is heard.
struct Hold {
  base::Instant until{};
  std::string why{};  // for people at the desk
};
struct End {
  store::OutboundState state = store::OutboundState::withdrawn;  // or expired
  std::string why{};
};
using Ruling = std::variant<Leave, Hold, End>;

// What is looked up only where it matters.
struct Questions {
  std::function<base::Instant()> next_safe_time;    // `now` if it is safe, else when it is next
  std::function<store::MessageId()> her_last_text;  // none: she never wrote
};
// A notice to our own people: nobody's rules but its own lifetime.
[[nodiscard]] Ruling may_notice_leave(store::Parcel const& parcel, base::Instant now);
[[nodiscard]] Ruling may_leave(store::Parcel const& parcel, base::Instant now, Questions const& ask);

}  // namespace line
