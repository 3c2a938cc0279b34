#include "gateway/line/follow_up.hpp"

#include "gateway/desk/safe_hours.hpp"

namespace line {

FollowUpRuling may_follow_up(FollowUpFacts const& facts, desk::Countries const& countries, flows::Instant now) {
  flows::ContactRules const& rules = facts.rules;
  if (rules.safety != flows::Safety::yes) return BeginNever{"it is not known to be safe to write"};
  if (rules.opted_out) return BeginNever{"no more messages were asked for"};
  if (rules.preference == flows::Preference::none) return BeginNever{"no contact was asked for"};
  if (rules.doubt != flows::Doubt::none) return BeginNever{"somebody else may have the phone"};
  if (facts.held) return BeginNever{"a person holds the case"};
  // Who wrote just now is in the middle of something; a question beside it would be answered by mistake.
  if (facts.last_heard && now - *facts.last_heard < flows::goes_on_for)
    return BeginLater{desk::next_safe_time(countries, facts.country, *facts.last_heard + flows::goes_on_for)};
  flows::Instant const safe = desk::next_safe_time(countries, facts.country, now);
  if (safe > now) return BeginLater{safe};
  return BeginNow{};
}

}  // namespace line
