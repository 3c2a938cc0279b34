#include "flows/triage/category.hpp"

#include "flows/triage/signs.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

namespace flows {
namespace {

constexpr auto codes = std::to_array<std::string_view>(
    {"conduct",  "danger",   "sexual", "trafficking", "domestic", "detention", "missing", "death",  "stranded",
     "medical",  "business", "wage",   "passport",    "contract", "fraud",     "claims",  "mental", "permit",
     "returnee", "skills",   "info",   "unclear",     "optout",   "erase",     "spam"});

// The order of precedence where no rule puts mental or medical first (domain notes 2.1).
constexpr auto precedence =
    std::to_array<std::string_view>({"danger",   "sexual",  "trafficking", "domestic", "detention", "missing",  "death",
                                     "stranded", "medical", "business",    "wage",     "passport",  "contract", "fraud",
                                     "claims",   "mental",  "permit",      "returnee", "skills",    "info"});

constexpr int claim_is_money_days = 30;  // a death this recent, or a body not home, is no request for money yet

template <std::size_t size>
bool is_one_of(std::string_view word, std::array<std::string_view, size> const& words) {
  return std::ranges::find(words, word) != words.end();
}

bool speaks(LexiconRow const& row) { return row.role == Role::signal || row.role == Role::intent; }

class Chooser {
 public:
  explicit Chooser(Signs const& signs) : signs_(signs) {}

  Category choose() {
    if (signs_.has("not_passport_taken")) give_way("passport_taken", {});
    collect();
    long_hours();
    out_.primary = first_candidate();
    household();
    way_home();
    told_on();
    forced_labour();
    claims();
    death_at_home();
    spam();
    tags();
    return std::move(out_);
  }

 private:
  // Rule 7 comes while gathering: "no answer" beside an agent is no missing person.
  void collect() {
    for (Hit const& hit : signs_.reading->hits) {
      LexiconRow const& row = *hit.row;
      bool const names = row.role == Role::noun && !signs_.signalled && !yields(row);
      bool const counts = speaks(row) || names;
      if (!counts || row.category.empty() || row.category == "spam") continue;
      bool const agent_silent = row.concept_name == "no_answer" && signs_.has_any({"agent", "cheated"});
      if (agent_silent) give_way("no_answer", "the agent does not answer: a matter of fraud, not a missing person");
      add(agent_silent ? std::string_view("fraud") : std::string_view(row.category), row.concept_name);
    }
  }

  // Intimidation picks the category only when no other noun does.
  bool yields(LexiconRow const& row) const { return row.concept_name == "intimidation" && signs_.other_noun; }

  // Hours of work alone, read by rule and not by a row, are a matter of the contract where nothing else is said.
  void long_hours() {
    if (candidates_.empty() && signs_.has("overwork")) add("contract", "overwork");
  }

  void add(std::string_view category, std::string_view concept_name) {
    candidates_.insert(std::string(category));
    concepts_of_[std::string(category)].insert(std::string(concept_name));
  }

  void give_way(std::string_view concept_name, std::string why) {
    if (std::ranges::find(out_.replaced, concept_name) != out_.replaced.end()) return;
    out_.replaced.emplace_back(concept_name);
    if (!why.empty()) out_.why.push_back(std::move(why));
  }

  bool is_candidate(std::string_view category) const { return candidates_.contains(category); }

  std::string first_candidate() const {
    if (is_candidate("conduct")) return "conduct";
    bool const wants_to_die = signs_.has("suicide_active") || (signs_.has("suicide_passive") && signs_.has("now"));
    if (is_candidate("mental") && wants_to_die) return "mental";
    for (std::string_view const category : {"danger", "sexual"}) {
      if (is_candidate(category)) return std::string(category);
    }
    if (is_candidate("medical") && signs_.has("medical_urgent")) return "medical";
    return first_after({});
  }

  std::string first_after(std::string_view without) const {
    for (std::string_view const category : precedence) {
      if (category != without && is_candidate(category)) return std::string(category);
    }
    return "unclear";
  }

  // Only these concepts stand behind a category.
  bool rests_on(std::string_view category, std::initializer_list<std::string_view> concepts) const {
    auto const found = concepts_of_.find(category);
    if (found == concepts_of_.end()) return false;
    return std::ranges::all_of(found->second, [&](std::string const& its) {
      return std::ranges::find(concepts, std::string_view(its)) != concepts.end();
    });
  }

  // Rule 1.
  void household() {
    if (!signs_.household) return;
    bool const violence = signs_.has_any({"beaten", "beating_now", "threat"});
    bool const theirs = out_.primary == "conduct" || out_.primary == "sexual" || out_.primary == "mental";
    bool const mental_only_low = out_.primary == "mental" && !signs_.has("suicide_active");
    if (violence && (!theirs || mental_only_low)) return turn("domestic", "violence in a household job");
    bool const hunger = out_.primary == "stranded" && signs_.has("hungry");
    if (out_.primary == "contract" || hunger) turn("domestic", "hard conditions in a household job");
  }

  void turn(std::string category, std::string const& why) {
    if (auto const found = concepts_of_.find(out_.primary); found != concepts_of_.end()) {
      for (std::string const& its : found->second) give_way(its, {});
    }
    if (out_.primary != "unclear") candidates_.insert(out_.primary);
    out_.why.push_back(why + ": " + category);
    out_.primary = std::move(category);
  }

  // Rule 5, before rule 2, so that what stands behind a wish to go home is counted. Papers run out (H9) are the same.
  void way_home() {
    if (out_.primary != "stranded") return;
    bool const only_home = rests_on("stranded", {"go_home"});
    bool const only_papers = rests_on("stranded", {"go_home", "visa_expired"});
    if (!only_papers) return;
    constexpr auto for_home =
        std::to_array<std::string_view>({"medical", "wage", "passport", "contract", "fraud", "claims"});
    constexpr auto for_papers = std::to_array<std::string_view>({"wage", "passport", "contract", "fraud"});
    std::string const next = first_after("stranded");
    bool const gives_way = only_home ? is_one_of(next, for_home) : is_one_of(next, for_papers);
    if (!gives_way) return;
    give_way("go_home", {});
    if (!only_home) give_way("visa_expired", {});
    out_.primary = next;
  }

  // A threat to report keeps the money or paper that it is about, though only a noun names it (H9).
  void told_on() {
    // Rule 7: where to complain about one's own wage or fee is not yet a complaint about a company.
    if (out_.primary == "business" && rests_on("business", {"complaint"}) && !signs_.signalled) {
      if (signs_.has("wage_noun"))
        out_.primary = "wage";
      else if (signs_.has_any({"agent", "fee_noun"}))
        out_.primary = "fraud";
    }
    if (out_.primary != "contract" || !rests_on("contract", {"report_threat"})) return;
    if (signs_.has("wage_noun"))
      out_.primary = "wage";
    else if (signs_.has("passport_noun"))
      out_.primary = "passport";
  }

  // Rule 2.
  void forced_labour() {
    bool const by_exit = out_.primary == "stranded" && signs_.has("exit_refused");
    bool const money_or_paper = out_.primary == "wage" || out_.primary == "passport" || out_.primary == "contract";
    if ((by_exit || money_or_paper) && count_indicators(signs_) >= 2)
      turn("trafficking", "two or more signs of forced labour");
  }

  // Rules 3 and 4.
  void claims() {
    if (!signs_.has("claim")) return;
    if (out_.primary == "death" && !signs_.has("body")) {
      bool const recent = signs_.shortest_days({"death"}).value_or(claim_is_money_days + 1) <= claim_is_money_days;
      if (!recent) turn("claims", "the death is past and the request is for money");
    }
    bool const urgent = signs_.has_any({"care_refused", "medical_urgent"});
    if (out_.primary == "medical" && !urgent) turn("claims", "the injury is past and the request is for money");
  }

  // Rule 6.
  void death_at_home() {
    if (out_.primary != "death" || !signs_.abroad || !signs_.own_kin_named || signs_.has("body")) return;
    std::string const next = first_after("death");
    if (next == "unclear") return;
    give_way("death", "a parent died at home; the request is the matter");
    out_.primary = next;
  }

  void spam() {
    // Different rows: the same words pasted twice say no more than once.
    std::set<LexiconRow const*> rows;
    for (Hit const& hit : signs_.reading->hits) {
      if (hit.row->concept_name == "spam") rows.insert(hit.row);
    }
    constexpr std::size_t rows_alone = 2;
    out_.spam = !signs_.signalled && (rows.size() >= rows_alone || (!rows.empty() && signs_.link));
    if (out_.spam) out_.primary = "spam";
  }

  void tags() {
    for (std::string_view const category : codes) {
      bool const other = category != out_.primary && category != "unclear" && is_candidate(category);
      if (other) out_.tags.emplace_back(category);
    }
  }

  Signs const& signs_;
  Category out_;
  std::set<std::string, std::less<>> candidates_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> concepts_of_;
};

}  // namespace

std::span<std::string_view const> categories() { return codes; }

bool is_category(std::string_view code) { return is_one_of(code, codes); }

bool is_plain_information(std::string_view category) {
  return category == "permit" || category == "info" || category == "skills" || category == "returnee";
}

Category choose_category(Signs const& signs) { return Chooser(signs).choose(); }

}  // namespace flows
