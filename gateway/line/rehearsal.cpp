#include "gateway/line/rehearsal.hpp"

#include "gateway/line/follow_up.hpp"

#include <algorithm>

namespace line {

Rehearsal::Rehearsal(Content const& content, Start const& start)
    : content_(content), now_(start.now), random_(start.seed) {
  standing_.from = parse_number(content.numbering, start.from, start.channel_country);
  standing_.medium = start.medium;
  standing_.rules.language = start.language;
  standing_.rules.language_chosen = !start.language.empty();
}

TurnPlan Rehearsal::hear(std::string text) {
  bool const is_text = standing_.medium == flows::Medium::sms;
  last_heard_ = now_;
  return turn({is_text ? flows::Input::Kind::text : flows::Input::Kind::keys, std::move(text)});
}

std::optional<TurnPlan> Rehearsal::begin(std::string const& flow) {
  DrawReference const draw = [this] { return base::draw_case_reference(random_); };
  std::optional<TurnPlan> plan = plan_flow(content_, standing_, flow, now_, draw);
  if (plan) keep(*plan);
  return plan;
}

TurnPlan Rehearsal::silence() { return turn({flows::Input::Kind::silence, {}}); }

TurnPlan Rehearsal::hang_up() { return turn({flows::Input::Kind::hang_up, {}}); }

std::optional<flows::Instant> Rehearsal::next_due() const {
  std::optional<flows::Instant> due = standing_.state.expires;
  for (PlannedFollowUp const& each : follow_ups_) {
    if (!due || each.due < *due) due = each.due;
  }
  return due;
}

std::optional<TurnPlan> Rehearsal::come() {
  if (standing_.state.expires && *standing_.state.expires <= now_) {
    standing_.state.expires.reset();
    return silence();
  }
  auto const due = std::ranges::find_if(follow_ups_, [&](PlannedFollowUp const& each) { return each.due <= now_; });
  if (due == follow_ups_.end()) return std::nullopt;
  FollowUpFacts facts{.rules = standing_.rules, .held = false, .last_heard = last_heard_, .country = {}};
  facts.country = standing_.from.country;
  if (standing_.open_case) {
    facts.held = standing_.open_case->held;
    if (!standing_.open_case->facts.country.empty()) facts.country = standing_.open_case->facts.country;
  }
  FollowUpRuling const ruling = may_follow_up(facts, content_.directory.countries, now_);
  if (auto const* const later = std::get_if<BeginLater>(&ruling)) {
    due->due = later->at;
    return std::nullopt;
  }
  std::string const flow = due->flow;
  follow_ups_.erase(due);
  // By SMS, also where it was agreed on in a call: another conversation.
  if (standing_.medium == flows::Medium::voice) standing_.state = flows::State{};
  standing_.medium = flows::Medium::sms;
  return std::holds_alternative<BeginNow>(ruling) ? begin(flow) : std::nullopt;
}

std::vector<TurnPlan> Rehearsal::wait(std::chrono::milliseconds time) {
  std::vector<TurnPlan> plans;
  flows::Instant const until = now_ + time;
  for (auto due = next_due(); due && *due <= until; due = next_due()) {
    now_ = std::max(now_, *due);
    if (auto plan = come()) plans.push_back(std::move(*plan));
  }
  now_ = until;
  return plans;
}

void Rehearsal::claim(bool held) {
  if (standing_.open_case) standing_.open_case->held = held;
}

TurnPlan Rehearsal::turn(flows::Input const& input) {
  DrawReference const draw = [this] { return base::draw_case_reference(random_); };
  TurnPlan plan = plan_turn(content_, standing_, input, now_, draw);
  keep(plan);
  return plan;
}

void Rehearsal::keep(TurnPlan const& plan) {
  standing_.known = true;
  standing_.rules = plan.rules;
  if (plan.follow_up) {
    std::erase_if(follow_ups_, [&](PlannedFollowUp const& each) { return each.flow == plan.follow_up->flow; });
    follow_ups_.push_back(*plan.follow_up);
  }
  standing_.state = flows::parse_state(flows::to_json(plan.turn.state)).value_or(flows::State{});
  for (CaseChange const& change : plan.cases) {
    if (change.own_case || change.routed.opens != desk::Opens::queued) continue;
    bool const held = standing_.open_case && standing_.open_case->held;
    standing_.open_case = StandingCase{change.ref, change.facts, change.routed.queue, held};
  }
}

}  // namespace line
