#include "gateway/desk/routing.hpp"

#include "gateway/desk/rule_words.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace desk {
namespace {

constexpr std::string_view first_place_of_critical = "crisis";
constexpr std::string_view fallback = "intake";
constexpr std::string_view scripted = "auto";
constexpr std::string_view silent = "quarantine";
constexpr std::string_view own_people = "safeguard";

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

// What the rule alone says: C rules are critical, H rules at least high.
flows::Severity severity_of(std::string_view rule) {
  if (rule.starts_with('C')) return flows::Severity::critical;
  return rule.starts_with('H') ? flows::Severity::high : flows::Severity::low;
}

flows::Severity one_step_up(flows::Severity severity) {
  return severity == flows::Severity::critical ? severity
                                               : static_cast<flows::Severity>(std::to_underlying(severity) + 1);
}

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
    Routing::Bucket const& bucket = routing_.bucket(facts_.category, facts_.place);
    take_cell(bucket);
    take_additions(bucket);
    take_raises();
    take_wish();
    put_people_before_machine();
    put_critical_first();
    keep_conduct_apart();
    keep_from_whom_it_is_about();
    tidy();
    settle(now);
    return std::move(routed_);
  }

 private:
  void because(std::string rule, std::string text) {
    routed_.reasons.push_back({.rule = std::move(rule), .text = std::move(text)});
  }
  void raise(flows::Severity severity) { routed_.severity = flows::worse(routed_.severity, severity); }
  [[nodiscard]] bool is_above_low() const { return routed_.severity > flows::Severity::low; }
  [[nodiscard]] bool holds(RoutingRow const& row) const { return !row.when || known_.holds(*row.when); }

  void take(RoutingRow const& row) {
    add_offers(routed_.offer, withdrawn_, row.offer);
    rows_say_ = flows::worse(rows_say_, row.severity.value_or(flows::Severity::low));
    raises_ = raises_ || row.raises;
  }

  void take_cell(Routing::Bucket const& bucket) {
    auto const found = std::ranges::find_if(bucket.cells, [&](std::size_t i) { return holds(routing_.rows()[i]); });
    if (found == bucket.cells.end()) {
      routed_.queue = fallback;
      because("fallback", "no row is meant for this: a person at " + ticked(fallback) + " reads it");
      return;
    }
    RoutingRow const& cell = routing_.rows()[*found];
    routed_.queue = cell.queue;
    cell_also_ = cell.also;
    minutes_ = cell.minutes;
    take(cell);
    because(facts_.category + "/" + std::string{flows::name(facts_.place)}, cell.why);
    if (!cell.mind.empty()) because("mind", cell.mind);
  }

  void take_additions(Routing::Bucket const& bucket) {
    for (std::size_t const i : bucket.additions) {
      RoutingRow const& row = routing_.rows()[i];
      if (!holds(row)) continue;
      add_all(routed_.also, row.also);
      take(row);
      because(row.name, row.why);
      if (!row.mind.empty()) because("mind", row.mind);
    }
    add_all(routed_.also, cell_also_);
  }

  // Triage raises too, from words alone. Counted from what rows and rule say and not from what triage made of them, so
  // that a reason both know raises one step and not two.
  void take_raises() {
    raise(rows_say_);
    if (!raises_) return;
    flows::Severity const raised = one_step_up(flows::worse(rows_say_, severity_of(facts_.rule)));
    if (raised > routed_.severity) because("raised", "one step more urgent: " + std::string{flows::name(raised)});
    raise(raised);
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
    // Which other queues it would have gone to is nobody's business.
    std::erase_if(routed_.reasons,
                  [](Reason const& reason) { return reason.rule == "critical first" || reason.rule == "asked for"; });
    because("conduct alone", "a complaint about our own people goes to " + ticked(own_people) + " and nobody else");
  }

  [[nodiscard]] bool is_about_members(std::string_view code) const {
    return desk::is_about_members(directory_, code, facts_.about);
  }
  // The queue, or the first of its backups at which nobody of theirs sits; at last the safeguarding lead.
  [[nodiscard]] std::string without_them(std::string code) const {
    for (std::size_t step = 0; is_about_members(code); ++step) {
      code = directory_.find_queue(code)->backup;
      if (code.empty() || step > directory_.queues.size()) return std::string{own_people};
    }
    return code;
  }

  void keep_from_whom_it_is_about() {
    if (facts_.about.empty() || routed_.queue == own_people) return;
    std::vector<std::string> also;
    for (std::string const& code : routed_.also) add(also, without_them(code));
    bool const changes = also != routed_.also || is_about_members(routed_.queue);
    routed_.also = std::move(also);
    routed_.queue = without_them(routed_.queue);
    withdrawn_.insert(facts_.about.begin(), facts_.about.end());
    if (changes) because("about", "it is about an organisation that sits at the queue: the next one takes it");
  }

  void put_first(std::string queue) {
    bool const machine = routed_.queue == scripted || routed_.queue == silent;
    if (!machine) routed_.also.insert(routed_.also.begin(), routed_.queue);
    routed_.queue = std::move(queue);
  }

  // Nobody twice, nothing withdrawn.
  void tidy() {
    std::vector<std::string> also;
    for (std::string const& code : routed_.also) {
      if (code != routed_.queue) add(also, code);
    }
    routed_.also = std::move(also);
    std::erase_if(routed_.offer, [this](std::string const& code) { return withdrawn_.contains(code); });
    if (routed_.queue == scripted) routed_.opens = Opens::none;
    if (routed_.queue == silent) routed_.opens = Opens::quarantined;
  }

  void settle(base::Instant now) {
    Queue const* const queue = directory_.find_queue(routed_.queue);
    if (!queue || routed_.opens != Opens::queued) return;  // no clock where nobody waits
    routed_.minutes = promised_minutes(*queue, routed_.severity, minutes_);
    routed_.due = due_times(*queue, directory_.service_levels, routed_.severity, routed_.minutes, now);
    cover_closed(*queue, now);
  }

  // High is looked at within the hour. Where the queue sleeps and rings nobody, the first of its backups that is awake
  // does so; critical is with `crisis` already, the rest waits for the morning.
  void cover_closed(Queue const& queue, base::Instant now) {
    if (routed_.severity != flows::Severity::high || routed_.queue == own_people) return;
    if (is_awake(queue, routed_.severity, now)) return;
    Queue const* cover = directory_.find_queue(queue.backup);
    for (std::size_t step = 0; cover && step <= directory_.queues.size(); ++step) {
      if (is_awake(*cover, routed_.severity, now) && !is_about_members(cover->code)) break;
      cover = directory_.find_queue(cover->backup);
    }
    if (!cover) return;
    because("closed", ticked(queue.code) + " is closed now: " + ticked(cover->code) + " looks at it");
    std::erase(routed_.also, cover->code);
    routed_.also.insert(routed_.also.begin(), cover->code);
    int const promised = promised_minutes(*cover, routed_.severity, minutes_);
    Due const sooner = due_times(*cover, directory_.service_levels, routed_.severity, promised, now);
    if (sooner.eyes && (!routed_.due.eyes || *sooner.eyes < *routed_.due.eyes)) routed_.due.eyes = sooner.eyes;
  }

  CaseFacts const& facts_;
  Routing const& routing_;
  Directory const& directory_;
  Known known_;
  Routed routed_;
  std::vector<std::string> cell_also_;
  std::optional<int> minutes_;
  flows::Severity rows_say_ = flows::Severity::low;
  bool raises_ = false;
  std::set<std::string> withdrawn_;
};

}  // namespace

Routed route(CaseFacts const& facts, Routing const& routing, Directory const& directory, base::Instant now) {
  return Route{facts, routing, directory}.run(now);
}

}  // namespace desk
