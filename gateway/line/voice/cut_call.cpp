#include "gateway/line/voice/cut_call.hpp"

#include "gateway/desk/safe_hours.hpp"

namespace line {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds missed_wait = 2min;
// Who rang so lately is awake, whatever the hour. Less than `awake_for` of sending_rules.hpp, by which the text then
// leaves.
constexpr std::chrono::milliseconds awake_after_call = 10min;

}  // namespace

std::chrono::milliseconds wait_after(flows::CutOff const& call, CallRules const& rules) {
  return call.unheard ? missed_wait : std::chrono::milliseconds(rules.resume_for);
}

std::string_view flow_after(flows::CutOff const& call) { return call.unheard ? "missed_call" : "call_cut"; }

FollowUpRuling may_write_after(CutCallFacts const& facts, CallRules const& rules, desk::Countries const& countries,
                               flows::Instant now) {
  flows::ContactRules const& hers = facts.rules;
  if (!rules.texts) return BeginNever{"the hotline answers no calls by text"};
  if (!facts.can_be_answered) return BeginNever{"the caller cannot be answered by text"};
  if (facts.came_back) return BeginNever{"she came back by herself"};
  if (facts.held) return BeginNever{"a person holds the case"};
  if (hers.opted_out) return BeginNever{"no more messages were asked for"};
  if (hers.preference == flows::Preference::none) return BeginNever{"no contact was asked for"};
  if (hers.doubt != flows::Doubt::none) return BeginNever{"somebody else may have the phone"};
  // Of somebody new nothing is known, and the text gives nothing away; the questions of a call do.
  bool const is_new = facts.call.unheard && hers.safety == flows::Safety::unknown;
  if (!is_new && hers.safety != flows::Safety::yes) return BeginNever{"it is not known to be safe to write"};
  if (facts.texts_to_number >= rules.texts_per_number_max) return BeginNever{"enough texts to this number for a day"};
  if (facts.texts_of_channel >= rules.texts_per_channel_max) return BeginNever{"enough texts after calls for an hour"};
  flows::Instant const safe = desk::next_safe_time(countries, facts.country, now);
  if (safe > now && now - facts.ended > awake_after_call) return BeginLater{safe};
  return BeginNow{};
}

}  // namespace line
