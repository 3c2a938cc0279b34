#include "gateway/line/rehearsal.hpp"

#include "flows/agreed_words.hpp"
#include "gateway/line/follow_up.hpp"

#include <algorithm>

namespace line {

namespace {

// There is no key here to make one of.
constexpr std::string_view some_pin = "4821";

}  // namespace

Rehearsal::Rehearsal(Content const& content, Start const& start)
    : content_(content), now_(start.now), medium_(start.medium), calls_(start.calls), random_(start.seed) {
  standing_.from = parse_number(content.numbering, start.from, start.channel_country);
  standing_.medium = start.medium;
  standing_.can_record = start.can_record;
  standing_.rules.language = start.language;
  standing_.rules.language_chosen = !start.language.empty();
}

TurnPlan Rehearsal::hear(std::string text) {
  bool const is_text = medium_ == flows::Medium::sms;
  // She was written to in between; that is another conversation than her calls.
  if (!is_text) standing_.medium = flows::Medium::voice;
  last_heard_ = now_;
  if (!is_text && !on_line_) return ring();
  return turn({is_text ? flows::Input::Kind::text : flows::Input::Kind::keys, std::move(text)});
}

std::optional<TurnPlan> Rehearsal::begin(std::string const& flow) {
  DrawReference const draw = [this] { return base::draw_case_reference(random_); };
  std::optional<TurnPlan> plan = plan_flow(content_, standing_, flow, now_, draw);
  if (plan) keep(*plan);
  return plan;
}

TurnPlan Rehearsal::silence() { return turn({flows::Input::Kind::silence, {}}); }

TurnPlan Rehearsal::ring() {
  bool const goes_on = cut_ && !cut_->how.unheard && now_ - cut_->ended <= calls_.resume_for &&
                       standing_.rules.doubt == flows::Doubt::none;
  if (!goes_on) standing_.state = flows::State{};
  cut_.reset();
  on_line_ = true;
  return turn({flows::Input::Kind::rings, {}});
}

TurnPlan Rehearsal::hang_up() {
  TurnPlan plan = turn({flows::Input::Kind::hang_up, {}});
  on_line_ = false;
  return plan;
}

TurnPlan Rehearsal::speak() { return turn({flows::Input::Kind::recorded, "recording"}); }

TurnPlan Rehearsal::bridged(Bridge how) {
  return turn({flows::Input::Kind::bridged, how == Bridge::answered ? "answered" : "no-answer"});
}

std::optional<flows::Instant> Rehearsal::next_due() const {
  std::optional<flows::Instant> due = standing_.state.expires;
  if (cut_ && (!due || cut_->due < *due)) due = cut_->due;
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
  if (cut_ && cut_->due <= now_) return write_after_call();
  return follow_up();
}

std::optional<TurnPlan> Rehearsal::write_after_call() {
  std::erase_if(texts_after_calls_, [&](flows::Instant at) { return now_ - at >= std::chrono::hours(24); });
  CutCallFacts facts{
      .call = cut_->how, .rules = standing_.rules, .country = standing_.from.country, .ended = cut_->ended};
  facts.can_be_answered = standing_.from.can_be_answered();
  facts.held = standing_.open_case && standing_.open_case->held;
  facts.texts_to_number = static_cast<int>(texts_after_calls_.size());
  FollowUpRuling const ruling = may_write_after(facts, calls_, content_.directory.countries, now_);
  if (auto const* const later = std::get_if<BeginLater>(&ruling)) {
    cut_->due = later->at;
    return std::nullopt;
  }
  std::string const flow(flow_after(cut_->how));
  if (cut_->how.unheard) standing_.state = flows::State{};
  cut_.reset();
  if (!std::holds_alternative<BeginNow>(ruling)) return std::nullopt;
  texts_after_calls_.push_back(now_);
  standing_.medium = flows::Medium::sms;
  return begin(flow);
}

std::optional<TurnPlan> Rehearsal::follow_up() {
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
  for (flows::KeepWord const& keep : plan.words) {
    auto const is_it = [key = flows::word_key(keep.word)](std::string_view other) { return other == key; };
    (keep.which == flows::KeepWord::Which::code ? standing_.words.is_code_word : standing_.words.is_quiet_word) = is_it;
  }
  if (plan.hangs_up) on_line_ = false;
  if (plan.cut_off && calls_.texts) cut_ = CutCall{*plan.cut_off, now_, now_ + wait_after(*plan.cut_off, calls_)};
  if (plan.follow_up) {
    std::erase_if(follow_ups_, [&](PlannedFollowUp const& each) { return each.flow == plan.follow_up->flow; });
    follow_ups_.push_back(*plan.follow_up);
  }
  standing_.state = flows::parse_state(flows::to_json(plan.turn.state)).value_or(flows::State{});
  for (CaseChange const& change : plan.cases) {
    if (change.own_case || change.routed.opens != desk::Opens::queued) continue;
    bool const held = standing_.open_case && standing_.open_case->held;
    standing_.open_case = StandingCase{.ref = change.ref,
                                       .facts = change.facts,
                                       .queue = change.routed.queue,
                                       .held = held,
                                       .pin = std::string(some_pin)};
  }
}

}  // namespace line
