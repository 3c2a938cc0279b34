#include "gateway/desk/routing.hpp"

#include "gateway/desk/rule_words.hpp"

#include <algorithm>
#include <utility>

namespace desk {
namespace {

constexpr std::string_view first_place_of_critical = "crisis";
constexpr std::string_view fallback = "intake";
constexpr std::string_view scripted = "auto";
constexpr std::string_view silent = "quarantine";
constexpr std::string_view own_people = "safeguard";

// What a condition may ask about this case.
class Known {
 public:
  Known(CaseFacts const& facts, Directory const& directory) : facts_(facts) {
    auto const country = directory.countries.find(facts.country);
    if (country != directory.countries.end()) corridor_ = country->second.corridor;
    tags_ = facts.flags;
    tags_.insert(facts.tags.begin(), facts.tags.end());
  }

  [[nodiscard]] std::optional<flows::Value> value(std::string_view name) const {
    if (name == "category") return facts_.category;
    if (name == "severity") return std::string{flows::name(facts_.severity)};
    if (name == "place") return std::string{flows::name(facts_.place)};
    if (name == "country") return facts_.country;
    if (name == "number_country") return facts_.number_country;
    if (name == "corridor") return corridor_;
    if (name == "language") return facts_.language;
    if (name == "medium") return std::string{facts_.medium == flows::Medium::voice ? "voice" : "sms"};
    if (name == "rule") return facts_.rule;
    if (name == "tags") return std::vector<std::string>{tags_.begin(), tags_.end()};
    if (tags_.contains(name)) return true;
    return std::nullopt;
  }

  [[nodiscard]] bool meets(RoutingRow const& row, std::optional<flows::Place> place) const {
    if (row.category != "*" && row.category != facts_.category) return false;
    if (row.place && row.place != place) return false;
    return !row.when || row.when->holds([this](std::string_view name) { return value(name); });
  }

 private:
  CaseFacts const& facts_;
  std::string corridor_;
  std::set<std::string, std::less<>> tags_;
};

RoutingRow const* find_cell(Routing const& routing, Known const& known, flows::Place place) {
  for (flows::Place const tried : {place, flows::Place::cd}) {
    for (RoutingRow const& row : routing.rows) {
      if (!row.queue.empty() && known.meets(row, tried)) return &row;
    }
  }
  return nullptr;
}

void add(std::vector<std::string>& list, std::string_view code) {
  if (std::ranges::find(list, code) == list.end()) list.emplace_back(code);
}

void add_all(std::vector<std::string>& list, std::vector<std::string> const& codes) {
  for (std::string const& code : codes) add(list, code);
}

void add_offers(std::vector<std::string>& offers, std::set<std::string>& withdrawn,
                std::vector<std::string> const& more) {
  for (std::string const& code : more) {
    if (code.starts_with('-'))
      withdrawn.insert(code.substr(1));
    else
      add(offers, code);
  }
}

std::string ticked(std::string_view code) { return "`" + std::string{code} + "`"; }

// A case on its way to its queue. Each step leaves its reason.
class Route {
 public:
  Route(CaseFacts const& facts, Routing const& routing, Directory const& directory)
      : facts_(facts), routing_(routing), directory_(directory), known_(facts, directory) {
    routed_.severity = facts.severity;
    std::string_view const words = rule_words(facts.rule);
    if (!words.empty()) because(facts.rule, std::string{words});
  }

  Routed run(base::Instant now) {
    take_cell();
    take_additions();
    take_wish();
    put_people_before_machine();
    put_critical_first();
    keep_conduct_apart();
    settle(now);
    return std::move(routed_);
  }

 private:
  void because(std::string rule, std::string text) {
    routed_.reasons.push_back({.rule = std::move(rule), .text = std::move(text)});
  }
  void raise(flows::Severity severity) { routed_.severity = flows::worse(routed_.severity, severity); }
  [[nodiscard]] bool is_above_low() const { return routed_.severity > flows::Severity::low; }

  void take_cell() {
    RoutingRow const* const cell = find_cell(routing_, known_, facts_.place);
    if (!cell) {
      routed_.queue = fallback;
      because("fallback", "no row is meant for this: a person at " + ticked(fallback) + " reads it");
      return;
    }
    routed_.queue = cell->queue;
    cell_also_ = cell->also;
    minutes_ = cell->minutes;
    add_offers(routed_.offer, withdrawn_, cell->offer);
    raise(cell->severity.value_or(flows::Severity::low));
    because(facts_.category + "/" + std::string{flows::name(facts_.place)}, cell->why);
  }

  void take_additions() {
    for (RoutingRow const& row : routing_.rows) {
      if (!row.queue.empty() || !known_.meets(row, facts_.place)) continue;
      add_all(routed_.also, row.also);
      add_offers(routed_.offer, withdrawn_, row.offer);
      raise(row.severity.value_or(flows::Severity::low));
      because("addition", row.why);
    }
    add_all(routed_.also, cell_also_);
  }

  // She asked for a person: the queue she would else have gone to stands second.
  void take_wish() {
    if (facts_.queue.empty() || facts_.queue == routed_.queue || !directory_.find_queue(facts_.queue)) return;
    put_first(facts_.queue);
    because("asked for", "the conversation asked for " + ticked(facts_.queue));
  }

  void put_people_before_machine() {
    bool const machine = routed_.queue == scripted || routed_.queue == silent;
    if (!machine || !is_above_low()) return;
    std::string const taken =
        routed_.queue == scripted && !cell_also_.empty() ? cell_also_.front() : std::string{fallback};
    routed_.queue = taken;
    because("person", "above low a person takes it: " + ticked(taken));
  }

  void put_critical_first() {
    if (routed_.severity != flows::Severity::critical || routed_.queue == first_place_of_critical) return;
    because("critical first", "everything critical goes to " + ticked(first_place_of_critical) + " first, with " +
                                  ticked(routed_.queue) + " second");
    put_first(std::string{first_place_of_critical});
  }

  void keep_conduct_apart() {
    if (facts_.category != "conduct") return;
    routed_.queue = own_people;
    routed_.also.clear();
    routed_.offer.clear();
    withdrawn_.clear();
    std::erase_if(routed_.reasons, [](Reason const& reason) {
      return reason.rule == "critical first" || reason.rule == "asked for" || reason.rule == "addition";
    });
    because("conduct alone", "a complaint about our own people goes to " + ticked(own_people) + " and nobody else");
  }

  void put_first(std::string queue) {
    bool const machine = routed_.queue == scripted || routed_.queue == silent;
    if (!machine) routed_.also.insert(routed_.also.begin(), routed_.queue);
    routed_.queue = std::move(queue);
  }

  // Nobody twice, nothing withdrawn, and by when.
  void settle(base::Instant now) {
    std::vector<std::string> also;
    for (std::string const& code : routed_.also) {
      if (code != routed_.queue) add(also, code);
    }
    routed_.also = std::move(also);
    std::erase_if(routed_.offer, [this](std::string const& code) { return withdrawn_.contains(code); });
    if (routed_.queue == scripted) routed_.opens = Opens::none;
    if (routed_.queue == silent) routed_.opens = Opens::quarantined;
    Queue const* const queue = directory_.find_queue(routed_.queue);
    if (!queue || routed_.opens != Opens::queued) return;  // no clock where nobody waits
    routed_.minutes = promised_minutes(*queue, routed_.severity, minutes_);
    routed_.due = due_times(*queue, routed_.severity, routed_.minutes, now);
  }

  CaseFacts const& facts_;
  Routing const& routing_;
  Directory const& directory_;
  Known known_;
  Routed routed_;
  std::vector<std::string> cell_also_;
  std::optional<int> minutes_;
  std::set<std::string> withdrawn_;
};

}  // namespace

CaseFacts case_facts(flows::Escalate const& escalate, flows::Verdict const* verdict, std::string_view number_country,
                     flows::Medium medium) {
  CaseFacts facts{.category = escalate.category,
                  .severity = escalate.severity,
                  .rule = escalate.rule,
                  .tags = escalate.tags,
                  .place = escalate.place,
                  .country = escalate.country,
                  .number_country = std::string{number_country},
                  .medium = medium,
                  .queue = escalate.queue};
  if (verdict) {
    facts.flags = verdict->flags;
    facts.flags.insert(verdict->indicators.begin(), verdict->indicators.end());
    for (flows::Match const& match : verdict->matched) facts.flags.insert(match.keyword);
    facts.language = verdict->language;
  }
  return facts;
}

Routed route(CaseFacts const& facts, Routing const& routing, Directory const& directory, base::Instant now) {
  return Route{facts, routing, directory}.run(now);
}

}  // namespace desk
