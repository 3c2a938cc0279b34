#include "gateway/line/sending_rules.hpp"

#include "gateway/desk/contact_rules.hpp"

#include <algorithm>
#include <string_view>

namespace line {
namespace {

using store::OutboundState;

// It answers the last that was heard of her: also the confirmation of a STOP, or of "not safe", is such an answer. Two
// texts of hers may be heard in one millisecond, so that the time alone does not tell.
bool answers_her_last_word(store::Parcel const& parcel, Questions const& ask) {
  std::optional<base::Instant> const& heard = parcel.recipient.last_heard;
  if (!parcel.outbound.caused_by || (heard && *heard > parcel.written)) return false;
  return ask.her_last_text() <= parcel.outbound.caused_by;
}

}  // namespace

Ruling may_notice_leave(store::Parcel const& parcel, base::Instant now) {
  if (parcel.to.empty() || parcel.text.empty()) return End{OutboundState::withdrawn, "It was erased before it left."};
  if (parcel.outbound.expires && *parcel.outbound.expires <= now) {
    return End{OutboundState::expired, "It could not leave in time to be worth sending."};
  }
  return Leave{};
}

Ruling may_leave(store::Parcel const& parcel, base::Instant now, Questions const& ask) {
  store::Outbound const& row = parcel.outbound;
  store::Recipient const& her = parcel.recipient;
  if (parcel.to.empty() || parcel.text.empty()) return End{OutboundState::withdrawn, "It was erased before it left."};
  if (row.expires && *row.expires <= now) {
    return End{OutboundState::expired, "It could not leave in time to be worth sending."};
  }
  if (row.asks && parcel.is_overtaken) {
    return End{OutboundState::withdrawn, "She wrote again before this question could leave."};
  }
  base::Instant const last_look = row.expires.value_or(now + std::chrono::hours(24));
  std::string_view const why = row.overrides ? desk::forbids_any_text(her.rules) : desk::forbids_texts(her.rules);
  if (!why.empty() && !answers_her_last_word(parcel, ask)) {
    if (parcel.is_scripted) return End{OutboundState::withdrawn, std::string(why)};
    return Hold{last_look, std::string(why) + " It leaves when she writes and that has changed."};
  }
  if (her.last_heard && now - *her.last_heard <= awake_for) return Leave{};
  if (row.overrides) return Leave{};
  base::Instant const safe = ask.next_safe_time();
  if (safe <= now) return Leave{};
  return Hold{std::min(safe, last_look), "It is night where she is. It leaves in the morning, or when she writes."};
}

}  // namespace line
