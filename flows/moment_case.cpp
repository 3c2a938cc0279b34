// The case half of a Moment: what a verdict makes of it, and the reasons for the operator.
#include "flows/moment.hpp"

#include <algorithm>
#include <cstdlib>

namespace flows {
namespace {

using namespace std::chrono_literals;

// Two blank texts within this time are a person who cannot write (domain notes 3.2).
constexpr std::chrono::milliseconds blank_window = 10min;

// Information that the automatic answer settles; no case comes of it.
bool is_information(std::string_view category) {
  return category == "permit" || category == "info" || category == "skills" || category == "returnee";
}

std::string_view kind_of(Verdict const& verdict) {
  if (!verdict.content) return "blank";
  if (verdict.greeting) return "greeting";
  if (verdict.plain_information) return "information";
  if (verdict.category != "unclear") return "story";
  return verdict.severity >= Severity::medium ? "plea" : "unclear";
}

}  // namespace

bool says_nothing(std::string_view category) {
  return category.empty() || category == "unclear" || category == "spam" || category == "optout";
}

Escalate case_of(State const& state) {
  auto const get = [&](std::string_view name) {
    auto const found = state.values.find(name);
    return found == state.values.end() ? std::string{} : found->second;
  };
  std::string const category = get("category");
  return {.category = category.empty() ? "unclear" : category,
          .severity = parse_severity(get("severity")).value_or(Severity::low),
          .rule = get("rule"),
          .tags = split_list(get("tags")),
          .place = parse_place(get("place")).value_or(Place::cd),
          .country = get("country").empty() ? get(".country_hint") : get("country"),
          .queue = get(".queue"),
          .own_case = category == "conduct",
          .why = split_list(get(".why"), '\n')};
}

void Moment::hear_words(Verdict const& v) {
  std::string now_heard;
  for (std::string const& flag : v.flags) now_heard = add_to_list(now_heard, flag);
  for (Match const& match : v.matched) now_heard = add_to_list(now_heard, match.keyword);
  std::string heard = get("heard");
  for (std::string const& concept_name : split_list(now_heard)) heard = add_to_list(heard, concept_name);
  state.values["just_heard"] = clean(now_heard, value_bytes_max);
  state.values["heard"] = clean(heard, value_bytes_max);
  if (v.flags.contains("no_call") && rules.preference != Preference::none) set("contact", "sms");
  if (v.flags.contains("no_share")) set("no_share", "yes");
}

void Moment::note_verdict() {
  if (judged_ || !verdict) return;
  judged_ = true;
  Verdict const& v = *verdict;
  state.values["kind"] = kind_of(v);
  if (!v.content) {
    auto const last = get(".blank_at");
    bool const again =
        !last.empty() && now.time_since_epoch().count() - std::atoll(last.c_str()) <= blank_window.count();
    state.values["blanks"] = again ? "2" : "1";
    state.values[".blank_at"] = std::to_string(now.time_since_epoch().count());
    return;
  }
  hear_words(v);
  bool const complaint_beside =
      v.category == "conduct" && has_case() && get("category") != "conduct" && !says_nothing(get("category"));
  if (complaint_beside) {
    // Nobody who works on her case may see that she complained (rule 26).
    open_own_case({.category = v.category,
                   .severity = v.severity,
                   .rule = v.rule,
                   .tags = {},
                   .place = v.place,
                   .country = v.country,
                   .queue = {},
                   .own_case = true,
                   .why = v.why});
    return;
  }
  judge_case(v);
}

// What comes after a complaint is a case of its own, and carries nothing of the complaint.
void Moment::leave_complaint() {
  for (std::string const name : {"severity", "rule", "tags", ".why", ".sent", ".queue"}) state.values.erase(name);
}

void Moment::judge_case(Verdict const& v) {
  if (get("category") == "conduct" && !says_nothing(v.category)) set("category", v.category);
  Severity const before = parse_severity(get("severity")).value_or(Severity::low);
  std::string const known = get("category");
  bool const first = says_nothing(known) || (is_information(known) && !says_nothing(v.category));
  bool const graver = v.severity > before && !says_nothing(v.category) && !is_information(v.category);
  if (first || graver || v.category == "conduct") {
    set("category", v.category);
  } else if (!says_nothing(v.category) && v.category != known) {
    set("tags", v.category);
  }
  for (std::string const& tag : v.tags) set("tags", tag);
  if (v.severity > before || get("rule").empty()) state.values["rule"] = v.rule;
  set("severity", std::string(flows::name(v.severity)));
  if (get(".place_asked").empty()) state.values["place"] = flows::name(v.place);
  if (get("country").empty() && !v.country.empty()) {
    // What the prefix says is a hint until she names a country (rule 24).
    state.values[v.country == facts.number_country ? ".country_hint" : "country"] = v.country;
  }
  std::vector<std::string> reasons = v.why;
  if (reasons.empty() && !v.matched.empty()) reasons.push_back("\"" + v.matched.front().words + "\"");
  // What made it graver stands first; an operator reads the first line.
  bool const rises = v.severity > before;
  if (rises) std::ranges::reverse(reasons);
  for (std::string const& reason : reasons) add_reason(reason, rises ? Weight::first : Weight::last);
  bool const needs_person = v.severity >= Severity::medium || !(says_nothing(v.category) || is_information(v.category));
  if (needs_person) open_case("");
}

void Moment::add_reason(std::string reason, Weight weight) {
  std::ranges::replace(reason, '\n', ' ');
  reason = clean(reason, reason_bytes_max);
  std::vector<std::string> reasons = split_list(get(".why"), '\n');
  std::erase(reasons, reason);
  reasons.insert(weight == Weight::first ? reasons.begin() : reasons.end(), std::move(reason));
  if (reasons.size() > reasons_max) reasons.resize(reasons_max);
  std::string joined;
  for (std::string const& one : reasons) joined += (joined.empty() ? "" : "\n") + one;
  state.values[".why"] = std::move(joined);
}

void Moment::open_case(std::string const& queue) {
  state.values[".case"] = "open";
  if (!queue.empty() && says_nothing(get("category"))) state.values[".queue"] = queue;
}

void Moment::open_own_case(Escalate escalate) {
  escalate.own_case = true;
  effects.emplace_back(std::move(escalate));
}

bool Moment::has_case() const { return facts.open_case.has_value() || !get(".case").empty(); }

}  // namespace flows
