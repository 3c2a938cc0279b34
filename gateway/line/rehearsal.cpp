#include "gateway/line/rehearsal.hpp"

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

std::vector<TurnPlan> Rehearsal::wait(std::chrono::milliseconds time) {
  std::vector<TurnPlan> plans;
  flows::Instant const until = now_ + time;
  while (standing_.state.expires && *standing_.state.expires <= until) {
    now_ = *standing_.state.expires;
    standing_.state.expires.reset();
    plans.push_back(silence());
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
  standing_.state = flows::parse_state(flows::to_json(plan.turn.state)).value_or(flows::State{});
  for (CaseChange const& change : plan.cases) {
    if (change.own_case || change.routed.opens != desk::Opens::queued) continue;
    bool const held = standing_.open_case && standing_.open_case->held;
    standing_.open_case = StandingCase{change.ref, change.facts, change.routed.queue, held};
  }
}

}  // namespace line
