#include "flows/triage/severity.hpp"

#include "flows/triage/base.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr int long_silence_days = 30;  // H5
constexpr int recent_death_days = 30;  // H6
constexpr int many_people = 10;        // raise
constexpr int several_people = 2;      // C6: "6 jana" shut in together are a group
constexpr int texts_ignored = 2;       // earlier ones without an answer: this is the third

constexpr auto conflict_countries =
    std::to_array<std::string_view>({"IL", "LB", "JO", "IQ", "IR", "LY", "AF", "MM", "RU"});

// What a rule looks at.
struct Case {
  Signs const& signs;
  Category const& category;

  bool is(std::string_view primary) const { return category.primary == primary; }
  bool is_any(std::initializer_list<std::string_view> primaries) const {
    return std::ranges::find(primaries, std::string_view(category.primary)) != primaries.end();
  }
  bool tagged(std::string_view code) const {
    return is(code) || std::ranges::find(category.tags, code) != category.tags.end();
  }
  bool replaced(std::string_view concept_name) const {
    return std::ranges::find(category.replaced, concept_name) != category.replaced.end();
  }
  // Hit, threatened and locked in are what the rules call violence.
  bool violence() const { return signs.has_any({"beaten", "beating_now", "threat", "sexual"}); }
};

bool danger_now(Case const& c) {
  if (c.signs.has_any({"danger_digit", "sos", "beating_now", "beaten"})) return true;
  return c.signs.has("threat") && (c.signs.now() || c.signs.has("weapon"));
}
bool wants_to_die(Case const& c) {
  return c.signs.has("suicide_active") || (c.signs.has("suicide_passive") && c.signs.has("now"));
}
bool sexual_violence(Case const& c) { return c.signs.has("sexual") || (c.signs.has("harass") && c.signs.now()); }
bool body_fails(Case const& c) { return c.signs.has("medical_urgent"); }
bool child_in_danger(Case const& c) {
  if (!c.signs.has("minor")) return false;
  return count_indicators(c.signs) > 0 || c.tagged("trafficking") || c.tagged("sexual") || c.tagged("domestic") ||
         c.signs.place == Place::tr;
}
bool confined_and_worse(Case const& c) {
  return c.signs.has("locked") &&
         (c.violence() || c.signs.household || c.signs.has_any({"hungry", "group", "phone_taken"}) ||
          c.signs.numbers.people >= several_people);
}
bool a_day_without(Case const& c) { return c.signs.day_without({"hungry", "no_shelter", "heat_cold"}); }
bool sold_or_used(Case const& c) { return c.signs.has_any({"scam_compound", "army_recruit", "sold"}); }

bool confined(Case const& c) { return c.signs.has_any({"locked", "escape"}); }
bool threatened(Case const& c) {
  bool const only_intimidated = c.signs.has("intimidation") && !c.signs.signalled && !c.signs.other_noun;
  return c.signs.has_any({"threat", "save_me"}) || only_intimidated;
}
bool forced_labour(Case const& c) { return count_indicators(c.signs) >= 2 || c.signs.has("forced_labour"); }
bool held_by_state(Case const& c) { return c.signs.has_any({"arrested", "jail", "death_sentence"}); }
bool counts_conflict(Case const& c) {
  return c.signs.has("conflict") || std::ranges::find(conflict_countries, c.signs.country) != conflict_countries.end();
}
bool gone_long(Case const& c) {
  bool const silent = c.signs.has("missing") || (c.signs.has("no_answer") && !c.replaced("no_answer"));
  if (!silent || !c.tagged("missing")) return false;
  if (c.signs.longest_days({"missing", "no_answer"}).value_or(0) >= long_silence_days) return true;
  bool const frightened = c.signs.has_any({"last_chance", "save_me", "threat", "intimidation", "distress"});
  return c.signs.household || counts_conflict(c) || frightened || c.signs.has_any({"visit_visa", "minor"});
}
bool dead(Case const& c) {
  if (c.signs.has("body")) return true;
  if (!c.signs.has("death") || c.replaced("death")) return false;
  return c.signs.shortest_days({"death"}).value_or(0) <= recent_death_days;
}
bool hurt_at_work(Case const& c) { return c.signs.has_any({"work_injury", "care_refused"}); }
bool without_hope(Case const& c) { return c.signs.has("suicide_passive"); }
bool money_under_threat(Case const& c) {
  bool const papers = c.is_any({"wage", "passport", "contract"}) && c.signs.has_any({"report_threat", "visa_expired"});
  int const indicators = count_indicators(c.signs);
  bool const worse = (c.is("fraud") && indicators >= 1) || (c.is("business") && indicators >= 2);
  bool const soon = c.is_any({"wage", "passport", "contract", "fraud", "claims", "permit"}) && c.signs.has("deadline");
  return papers || worse || soon;
}
bool left_alone(Case const& c) { return c.signs.has_any({"left_behind", "lost", "no_shelter"}); }
bool our_people(Case const& c) { return c.signs.has("conduct"); }
bool starving(Case const& c) { return c.signs.has("hungry"); }

struct Rule {
  std::string_view code;
  std::string_view why;
  bool (*met)(Case const&);
  bool after_return = false;  // holds too where the harm is past
};
// In order of the domain notes: the first that is met is named on the verdict.
constexpr auto critical_rules = std::to_array<Rule>({
    {"C1", "danger now: an attack, or one that can come again", danger_now},
    {"C2", "an active wish or plan to die", wants_to_die, true},
    {"C3", "sexual violence by somebody who still has access", sexual_violence},
    {"C4", "breath, heart, heavy bleeding, poison or dying", body_fails, true},
    {"C5", "under 18 and exploited, moved or confined", child_in_danger},
    {"C6", "confined, with violence, hunger, a household, a group or no telephone", confined_and_worse},
    {"C7", "a day or more without food, water or shelter", a_day_without},
    {"C8", "scam compound, army by deceit, or sold", sold_or_used},
});
constexpr auto high_rules = std::to_array<Rule>({
    {"H1", "confined, or wants out", confined},
    {"H2", "a threat to life, body or family, or a cry to be saved", threatened},
    {"H3", "two or more signs of forced labour", forced_labour},
    {"H4", "arrested, jailed or sentenced", held_by_state},
    {"H5", "missing for long, or with something that frightens", gone_long},
    {"H6", "a recent death, or a body that is not home", dead, true},
    {"H7", "hurt at work, or care refused", hurt_at_work},
    {"H8", "hopeless words without a plan", without_hope, true},
    {"H9", "a matter of money or papers under threat or short of time", money_under_threat},
    {"H10", "left behind, lost, or nowhere to sleep", left_alone},
    {"H11", "a complaint about our own people", our_people, true},
    {"H12", "food or water refused or run out", starving},
});

Severity lowered(Severity severity) {
  return severity == Severity::low ? severity : static_cast<Severity>(static_cast<int>(severity) - 1);
}
Severity raised(Severity severity) {
  return severity == Severity::critical ? severity : static_cast<Severity>(static_cast<int>(severity) + 1);
}

class Judge {
 public:
  Judge(Signs const& signs, Category const& category) : case_{signs, category} {
    bool const here = signs.now() || signs.has_any({"danger_digit", "sos"});
    past_ = signs.place == Place::rt && !here;
  }

  Judgement judge() {
    out_.severity = base();
    if (out_.severity >= Severity::high)
      out_.why.push_back(case_.category.primary + " is " + std::string(name(out_.severity)) + " by itself");
    apply(critical_rules, Severity::critical);
    apply(high_rules, Severity::high);
    for (Hit const& hit : case_.signs.reading->hits) take_hint(*hit.row);
    handed_back();
    raise();
    return std::move(out_);
  }

 private:
  bool has(std::string_view concept_name) const { return case_.signs.has(concept_name); }

  // The cell, with the two conditions that cells name.
  Severity base() const {
    Severity const cell = base_severity(case_.category.primary, case_.signs.place);
    bool const no_job =
        case_.is("fraud") && case_.signs.place == Place::cd && case_.signs.has_any({"no_job", "visit_visa"});
    bool const indebted = case_.is("returnee") && has("debt_threat");
    return no_job || indebted ? worse(cell, Severity::high) : cell;
  }

  template <std::size_t size>
  void apply(std::array<Rule, size> const& rules, Severity least) {
    for (Rule const& rule : rules) {
      if (past_ && !rule.after_return) continue;
      if (!rule.met(case_)) continue;
      if (out_.rule.empty()) out_.rule = rule.code;
      if (least == Severity::critical) out_.critical_rule = true;
      out_.severity = worse(out_.severity, least);
      out_.why.push_back(std::string(rule.code) + ": " + std::string(rule.why));
    }
  }

  void take_hint(LexiconRow const& row) {
    bool const yields = row.concept_name == "intimidation" && case_.signs.other_noun;
    bool const noun = row.role == Role::noun && (case_.signs.signalled || yields);
    if (!row.least || noun || case_.replaced(row.concept_name)) return;
    if (row.concept_name == "spam" || case_.is("spam")) return;
    Severity const least = past_ ? lowered(*row.least) : *row.least;
    if (least <= out_.severity) return;
    out_.severity = least;
    out_.why.push_back("said, and at least " + std::string(name(least)) + ": " + row.concept_name);
  }

  // "He gives it when I ask": the one case that goes below its cell.
  void handed_back() {
    bool const only_passport = case_.is("passport") && has("not_passport_taken");
    if (only_passport && out_.rule.empty()) out_.severity = Severity::low;
  }

  std::string_view reason_to_raise() const {
    Signs const& signs = case_.signs;
    bool const information = is_plain_information(case_.category.primary);
    if (has("minor") && !information) return "under 18";
    if (has("pregnant")) return "pregnant";
    if (has("disability")) return "disability";
    bool const held = signs.has_any({"locked", "beaten", "beating_now", "threat", "intimidation", "phone_taken"});
    if (signs.household && held) return "confined, hit, threatened or without telephone in a household";
    bool const crowd = case_.is_any({"danger", "stranded", "trafficking", "wage"});
    if (crowd && signs.numbers.people >= many_people) return "ten people or more";
    bool const counted = case_.is("missing") && gone_long(case_);
    if (has("conflict") && !counted) return "war or evacuation named";
    if (has("last_chance")) return "the telephone is about to be taken or to die";
    bool const agent_holds = signs.place == Place::tr && has("passport_taken") && has("agent");
    if (agent_holds && out_.severity == Severity::medium) return "the agent holds the passport on the way";
    if (signs.given->texts_without_answer >= texts_ignored) return "the third text in a day without an answer";
    return {};
  }

  void raise() {
    if (case_.is_any({"spam", "optout", "erase"})) return;
    std::string_view const reason = reason_to_raise();
    if (reason.empty() || out_.severity == Severity::critical) return;
    out_.severity = raised(out_.severity);
    out_.why.push_back("raised one step: " + std::string(reason));
  }

  Case case_;
  bool past_ = false;
  Judgement out_;
};

}  // namespace

Judgement judge_severity(Signs const& signs, Category const& category) { return Judge(signs, category).judge(); }

}  // namespace flows
