#include "gateway/line/turn.hpp"

#include "flows/moment.hpp"
#include "gateway/desk/handover.hpp"
#include "gateway/desk/safe_hours.hpp"
#include "gateway/desk/stranger.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/line/promise.hpp"

#include <algorithm>

namespace line {

namespace {

// Networks of the Emirates refuse texts that print a telephone number (providers' country guides, November 2026).
constexpr std::string_view bars_numbers = "AE";

// The category of a case that nothing was known about gives way; else the graver verdict names it, if it names
// anything.
bool renames(desk::CaseFacts const& before, desk::CaseFacts const& after) {
  bool const is_graver = after.severity > before.severity && !flows::says_nothing(after.category);
  return flows::says_nothing(before.category) || is_graver;
}

void add_tag(std::vector<std::string>& tags, std::string const& tag) {
  if (!tag.empty() && std::ranges::find(tags, tag) == tags.end()) tags.push_back(tag);
}

// What is known of a case after one more escalation. Severity never falls; nothing that was known is forgotten.
desk::CaseFacts merged(desk::CaseFacts before, desk::CaseFacts const& after) {
  desk::CaseFacts facts = after;
  if (!renames(before, after)) facts.category = before.category;
  std::string const other = facts.category == before.category ? after.category : before.category;
  facts.tags = std::move(before.tags);
  for (std::string const& tag : after.tags) add_tag(facts.tags, tag);
  if (other != facts.category && !flows::says_nothing(other)) add_tag(facts.tags, other);
  std::erase(facts.tags, facts.category);
  facts.severity = flows::worse(before.severity, after.severity);
  if (after.severity < before.severity || facts.rule.empty()) facts.rule = before.rule;
  if (facts.country.empty()) facts.country = before.country;
  facts.flags.merge(before.flags);
  if (facts.district.empty()) facts.district = before.district;
  for (std::string const& organisation : before.about) add_tag(facts.about, organisation);
  // A later conversation that knows nothing of the matter does not take the case from those who do.
  bool const knows_less = flows::says_nothing(after.category) && !flows::says_nothing(before.category);
  if (facts.queue.empty() || knows_less) facts.queue = before.queue;
  return facts;
}

class Planner {
 public:
  Planner(Content const& content, Standing const& standing, flows::Instant now, DrawReference const& draw)
      : content_(content), standing_(standing), now_(now), draw_(draw) {}

  TurnPlan plan(flows::Turn turn) {
    plan_.rules = standing_.rules;
    plan_.turn = std::move(turn);
    for (flows::Effect const& effect : plan_.turn.effects) {
      std::visit([this](auto const& each) { take(each); }, effect);
    }
    if (standing_.is_blocked && !hears_danger_) stay_silent();
    if (asks_for_reference() && main_reference().empty()) open_for_a_person();
    if (standing_.is_surge) say_busy();
    for (flows::Say& say : plan_.says) fill(say);
    if (standing_.medium == flows::Medium::sms && !standing_.from.can_be_answered()) plan_.says.clear();
    std::erase_if(plan_.cases, [](CaseChange const& change) { return change.routed.opens == desk::Opens::none; });
    return std::move(plan_);
  }

 private:
  void take(flows::Say const& say) { plan_.says.push_back(say); }
  void take(flows::Listen const& listen) { plan_.listen = listen; }
  void take(flows::Learn const& learn) {
    plan_.rules = standing_.frozen ? rules_of(desk::stricter_only(rules_of(standing_.rules), rules_of(learn.rules)))
                                   : learn.rules;
  }
  void take(flows::End const& end) { plan_.outcome = end.outcome; }
  void take(flows::CutOff const& cut_off) { plan_.cut_off = cut_off; }
  void take(flows::KeepWord const& keep) { plan_.words.push_back(keep); }
  void take(flows::HangUp const&) { plan_.hangs_up = true; }

  void take(flows::Transfer const& transfer) {
    desk::Queue const* const queue = content_.directory.find_queue(transfer.queue);
    if (queue != nullptr) plan_.transfer_to = queue->telephone;
  }

  void take(flows::FollowUp const& follow_up) {
    flows::Instant const due = desk::next_safe_time(content_.directory.countries, country(), now_ + follow_up.after);
    plan_.follow_up = PlannedFollowUp{.flow = follow_up.flow, .due = due};
  }

  // Where she is: as she said in this conversation, as her case has it, as her number begins.
  [[nodiscard]] std::string country() const {
    auto const named = plan_.turn.state.values.find("country");
    if (named != plan_.turn.state.values.end() && !named->second.empty()) return named->second;
    if (standing_.open_case && !standing_.open_case->facts.country.empty()) return standing_.open_case->facts.country;
    return standing_.from.country;
  }

  // Her home district, where a question of place heard one instead of a country.
  [[nodiscard]] std::string district() const {
    for (std::string_view const name : {"district", "country_district"}) {
      auto const named = plan_.turn.state.values.find(name);
      if (named != plan_.turn.state.values.end() && !named->second.empty()) return named->second;
    }
    return {};
  }

  void take(flows::Escalate const& escalate) {
    flows::Verdict const* const verdict = plan_.turn.verdict ? &*plan_.turn.verdict : nullptr;
    desk::CaseFacts facts = desk::case_facts(escalate, verdict, standing_.from.country, standing_.medium);
    // What was heard in earlier turns of this conversation steers routing as well.
    auto const heard = plan_.turn.state.values.find("heard");
    if (heard != plan_.turn.state.values.end()) {
      for (std::string& flag : flows::split_list(heard->second)) facts.flags.insert(std::move(flag));
    }
    facts.district = district();
    hears_danger_ = hears_danger_ || escalate.severity == flows::Severity::critical;
    CaseChange& change = change_for(escalate.own_case);
    change.facts = change.opens && change.facts.category.empty() ? std::move(facts) : merged(change.facts, facts);
    route(change);
    // What the conversation itself found out stands before what routing made of it.
    std::vector<desk::Reason> reasons;
    for (std::string const& why : escalate.why) reasons.push_back({.rule = "conversation", .text = why});
    change.routed.reasons.insert(change.routed.reasons.begin(), reasons.begin(), reasons.end());
  }

  // One change a turn for her main case and one for a case apart: later escalations of a turn refine the first.
  CaseChange& change_for(bool own_case) {
    auto const same = [&](CaseChange const& change) { return change.own_case == own_case; };
    auto const found = std::ranges::find_if(plan_.cases, same);
    if (found != plan_.cases.end()) return *found;
    CaseChange change;
    change.own_case = own_case;
    if (!own_case && standing_.open_case) {
      change.ref = standing_.open_case->ref;
      change.facts = standing_.open_case->facts;
    } else {
      change.ref = draw_();
      change.opens = true;
      change.facts.category.clear();
    }
    plan_.cases.push_back(std::move(change));
    return plan_.cases.back();
  }

  // A number that is not answered: kept, and nothing comes of it.
  void stay_silent() {
    plan_.turn.silence = flows::Silence::quarantined;
    plan_.says.clear();
    plan_.cases.clear();
    plan_.listen.reset();
    plan_.follow_up.reset();
    plan_.transfer_to.clear();
    plan_.hangs_up = standing_.medium == flows::Medium::voice;
    plan_.rules = standing_.rules;
    plan_.outcome = "blocked";
  }

  // What is confirmed with a time while many write would be a wish; whoever is in danger is answered as ever.
  void say_busy() {
    flows::Copy::Line const* const busy = content_.library.copy().find("busy");
    if (busy == nullptr || hears_danger_) return;
    for (flows::Say& say : plan_.says) {
      if (say.copy != "esc_confirm") continue;
      say.copy = "busy";
      say.text = std::string(flows::in_language(busy->texts, say.language));
    }
  }

  // When she is to be rung, if that was said in this turn.
  [[nodiscard]] std::optional<base::Instant> promised_call() const {
    constexpr std::string_view call_at = "call_at";
    auto const now = plan_.turn.state.values.find(call_at);
    auto const before = standing_.state.values.find(call_at);
    bool const is_new = now != plan_.turn.state.values.end() &&
                        (before == standing_.state.values.end() || before->second != now->second);
    if (!is_new) return std::nullopt;
    return desk::next_at(content_.directory.countries, country(), now->second, now_);
  }

  [[nodiscard]] bool is_alerted(std::string const& country) const {
    return std::ranges::find(standing_.alerted, country) != standing_.alerted.end();
  }

  void route(CaseChange& change) {
    std::string const& where = change.facts.country;
    change.facts.area_alert = is_alerted(where.empty() ? change.facts.number_country : where);
    change.routed = desk::route(change.facts, content_.routing, content_.directory, now_);
    change.facts.severity = flows::worse(change.facts.severity, change.routed.severity);
    change.routed.due.call = promised_call();
    // What routing would leave to the scripted answer stays where people have it, once there is a case.
    if (!change.opens && change.routed.opens == desk::Opens::none) {
      change.routed.opens = desk::Opens::queued;
      change.routed.queue = standing_.open_case->queue;
    }
  }

  [[nodiscard]] bool asks_for_reference() const {
    return std::ranges::any_of(plan_.says, [](flows::Say const& say) { return say.text.contains("{ref}"); });
  }

  [[nodiscard]] CaseChange const* opened() const {
    for (CaseChange const& change : plan_.cases) {
      if (change.routed.opens == desk::Opens::queued) return &change;
    }
    return nullptr;
  }

  [[nodiscard]] std::string main_reference() const {
    if (CaseChange const* change = opened()) return change->ref;
    return standing_.open_case ? standing_.open_case->ref : std::string();
  }

  // She was told that a person reads it, so a person does, whatever the category alone would have done.
  void open_for_a_person() {
    CaseChange& change = change_for(false);
    if (change.facts.category.empty()) change.facts.category = "unclear";
    change.facts.queue = "intake";
    route(change);
    if (change.routed.opens == desk::Opens::none) change.routed.opens = desk::Opens::queued;
  }

  void fill(flows::Say& say) const {
    if (CaseChange const* change = opened()) {
      say_when(say, change->routed, content_, now_);
    } else if (standing_.open_case && say.text.contains("{mins}")) {
      desk::Routed const routed = desk::route(standing_.open_case->facts, content_.routing, content_.directory, now_);
      say_when(say, routed, content_, now_);
    }
    replace(say.text, "{ref}", main_reference());
  }

  static void replace(std::string& text, std::string_view placeholder, std::string_view value) {
    for (std::size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at + value.size())) {
      text.replace(at, placeholder.size(), value);
    }
  }

  Content const& content_;
  Standing const& standing_;
  flows::Instant now_;
  DrawReference const& draw_;
  TurnPlan plan_;
  bool hears_danger_ = false;  // in this very text
};

flows::Facts facts_of(Content const& content, Standing const& standing, flows::Instant now) {
  flows::Facts facts;
  facts.medium = standing.medium;
  facts.number_country = standing.from.country;
  // A caller is on the line whatever her number; a text needs a number to go to.
  facts.can_be_answered = standing.medium == flows::Medium::voice || standing.from.can_be_answered();
  facts.known = standing.known;
  facts.contact = standing.rules;
  facts.words = standing.words;
  facts.texts_without_answer = standing.texts_without_answer;
  std::string country = standing.from.country;
  if (standing.open_case) {
    StandingCase const& open = *standing.open_case;
    bool const is_with_person = desk::person_answers(
        {.held = open.held, .frozen = standing.frozen, .queue = open.queue, .live_until = open.live_until},
        content.directory, now);
    facts.open_case = flows::OpenCase{open.ref, open.facts.category, open.facts.severity, is_with_person};
    if (!open.facts.country.empty()) country = open.facts.country;
  }
  std::chrono::sys_days const today = std::chrono::floor<std::chrono::days>(now);
  facts.numbers = desk::printable_numbers(content.directory, country, today);
  if (standing.medium == flows::Medium::sms && standing.from.country == bars_numbers) facts.numbers.clear();
  facts.can_record = standing.can_record;
  if (standing.medium == flows::Medium::voice) facts.transfers = desk::transfers(content.directory, now);
  facts.open_queues = [&content, now] { return desk::open_queues(content.directory, now); };
  facts.read_phone = [&content, country](std::string_view written) -> std::optional<std::string> {
    Number number = parse_number(content.numbering, written, country);
    if (!number.can_be_answered()) return std::nullopt;
    return std::move(number.text);
  };
  return facts;
}

}  // namespace

TurnPlan plan_turn(Content const& content, Standing const& standing, flows::Input const& input, flows::Instant now,
                   DrawReference const& draw_reference) {
  flows::Facts const facts = facts_of(content, standing, now);
  flows::Turn turn = flows::advance(content.library, standing.state, input, facts, now);
  return Planner(content, standing, now, draw_reference).plan(std::move(turn));
}

std::optional<TurnPlan> plan_flow(Content const& content, Standing const& standing, std::string_view flow,
                                  flows::Instant now, DrawReference const& draw_reference) {
  flows::Facts const facts = facts_of(content, standing, now);
  std::optional<flows::Turn> turn = flows::begin_flow(content.library, flow, standing.state, facts, now);
  if (!turn) return std::nullopt;
  return Planner(content, standing, now, draw_reference).plan(std::move(*turn));
}

}  // namespace line
