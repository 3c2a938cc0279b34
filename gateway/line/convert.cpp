#include "gateway/line/convert.hpp"

#include "gateway/base/ensure.hpp"

#include <utility>

namespace line {

namespace {

store::CaseDue due_of(desk::Due const& due) { return {due.eyes, due.contact, due.update, due.call}; }

std::vector<store::CaseReason> reasons_of(desk::Routed const& routed) {
  std::vector<store::CaseReason> reasons;
  for (desk::Reason const& reason : routed.reasons) {
    reasons.push_back({reason.rule, store::Sealed<std::string>(reason.text)});
  }
  return reasons;
}

}  // namespace

flows::ContactRules rules_of(store::Rules const& rules) {
  return {.language = rules.language,
          .language_chosen = rules.language_chosen,
          .safety = static_cast<flows::Safety>(std::to_underlying(rules.safety)),
          .preference = static_cast<flows::Preference>(std::to_underlying(rules.preference)),
          .opted_out = rules.opted_out,
          .no_share = rules.no_share,
          .doubt = static_cast<flows::Doubt>(std::to_underlying(rules.doubt))};
}

store::Rules rules_of(flows::ContactRules const& rules) {
  return {.language = rules.language,
          .language_chosen = rules.language_chosen,
          .safety = static_cast<store::Safety>(std::to_underlying(rules.safety)),
          .preference = static_cast<store::Preference>(std::to_underlying(rules.preference)),
          .opted_out = rules.opted_out,
          .no_share = rules.no_share,
          .doubt = static_cast<store::Doubt>(std::to_underlying(rules.doubt))};
}

// The casts above and below stand on the enums being the same lists.
static_assert(std::to_underlying(flows::Safety::unsure) == std::to_underlying(store::Safety::unsure));
static_assert(std::to_underlying(flows::Preference::none) == std::to_underlying(store::Preference::none));
static_assert(std::to_underlying(flows::Doubt::quiet_word) == std::to_underlying(store::Doubt::quiet_word));
static_assert(std::to_underlying(flows::Severity::critical) == std::to_underlying(store::Severity::critical));
static_assert(std::to_underlying(providers::Delivery::unknown) == std::to_underlying(store::Reported::unknown));

store::Severity severity_of(flows::Severity severity) {
  return static_cast<store::Severity>(std::to_underlying(severity));
}
flows::Severity severity_of(store::Severity severity) {
  return static_cast<flows::Severity>(std::to_underlying(severity));
}

store::Medium medium_of(flows::Medium medium) {
  return medium == flows::Medium::voice ? store::Medium::voice : store::Medium::sms;
}

store::AddressKey address_of(Number const& number) {
  using enum NumberKind;
  store::Scheme scheme = store::Scheme::tel;
  switch (number.kind) {
    case e164:
    case short_code: scheme = store::Scheme::tel; break;
    case word: scheme = store::Scheme::word; break;
    case hidden: scheme = store::Scheme::anonymous; break;
  }
  return {scheme, store::Sealed<std::string>(number.text)};
}

Number number_of(Numbering const& numbering, store::Address const& address) {
  if (address.scheme == store::Scheme::anonymous) return {};
  return parse_number(numbering, address.value.reveal(base::Reason::to_read_flow), {});
}

StandingCase standing_case(store::Case const& record) {
  StandingCase standing;
  standing.ref = record.ref;
  standing.held = !record.holder.empty();
  standing.live_until = record.live_until;
  standing.facts.category = record.category;
  standing.facts.severity = severity_of(record.severity);
  standing.facts.rule = record.rule;
  standing.facts.tags = record.tags;
  standing.facts.place = flows::parse_place(record.place).value_or(flows::Place::cd);
  standing.facts.country = record.country;
  standing.facts.language = record.language;
  standing.facts.medium = record.medium == store::Medium::voice ? flows::Medium::voice : flows::Medium::sms;
  standing.facts.about = record.about;
  standing.facts.district = record.district;
  standing.facts.flags = {record.flags.begin(), record.flags.end()};
  standing.queue = record.queue;
  return standing;
}

store::Case case_of(CaseChange const& change, store::ContactId contact) {
  store::Case record;
  record.ref = change.ref;
  record.contact = contact;
  record.category = change.facts.category;
  record.tags = change.facts.tags;
  record.severity = severity_of(change.facts.severity);
  record.rule = change.facts.rule;
  record.queue = change.routed.queue;
  record.also = change.routed.also;
  record.offer = change.routed.offer;
  record.place = flows::name(change.facts.place);
  record.country = change.facts.country;
  record.medium = medium_of(change.facts.medium);
  record.language = change.facts.language;
  record.state =
      change.routed.opens == desk::Opens::quarantined ? store::CaseState::quarantined : store::CaseState::queued;
  record.due = due_of(change.routed.due);
  record.reasons = reasons_of(change.routed);
  record.about = change.facts.about;
  record.district = change.facts.district;
  record.flags = {change.facts.flags.begin(), change.facts.flags.end()};
  record.own_case = change.own_case;
  return record;
}

store::Raise raise_of(CaseChange const& change) {
  return {.severity = severity_of(change.facts.severity),
          .category = change.facts.category,
          .rule = change.facts.rule,
          .tags = change.facts.tags,
          .queue = change.routed.queue,
          .also = change.routed.also,
          .offer = change.routed.offer,
          .place = std::string(flows::name(change.facts.place)),
          .country = change.facts.country,
          .about = change.facts.about,
          .district = change.facts.district,
          .flags = {change.facts.flags.begin(), change.facts.flags.end()},
          .due = due_of(change.routed.due),
          .reasons = reasons_of(change.routed)};
}

void note_opted_out(store::Transaction& tx, store::ContactId id) {
  std::optional<store::Contact> const contact = store::find_contact(tx, id);
  if (!contact || contact->rules.opted_out) return;
  store::Rules rules = contact->rules;
  rules.opted_out = true;
  base::Result<std::int64_t> const kept = store::update_rules(tx, id, contact->version, rules);
  base::ensure(kept.has_value(), "a version that was read in this unit is no conflict");
}

store::Reported reported_of(providers::Delivery state) {
  return static_cast<store::Reported>(std::to_underlying(state));
}

}  // namespace line
