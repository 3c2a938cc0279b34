#include "gateway/store/case_record.hpp"

#include "gateway/store/case_clock.hpp"
#include "gateway/store/case_json.hpp"
#include "gateway/store/case_list.hpp"
#include "gateway/store/contact.hpp"

#include <algorithm>

namespace store {
namespace {

// Draws for a free reference. Even with nine in ten taken, this many misses in a row come once in a thousand cases.
constexpr int draws_max = 64;

Viewer everything() { return {.name = {}, .all = true, .queues = {}}; }

base::Result<std::string> free_ref(Transaction& tx) {
  for (int draw = 0; draw < draws_max; ++draw) {
    std::string ref = base::draw_case_reference(tx.random());
    Rows rows = tx.query("select 1 from case_record where ref = $1", ref);
    if (!rows.next()) return ref;
  }
  return base::error(base::Code::storage, "Case references run out: erase cases that are past their time.");
}

base::Result<std::string> require_free(Transaction& tx, std::string ref) {
  Rows rows = tx.query("select 1 from case_record where ref = $1", ref);
  if (!rows.next()) return ref;
  return base::error(base::Code::conflict, "This case reference is taken: draw another.");
}

// The same again tells an operator nothing.
bool is_among(std::vector<CaseReason> const& reasons, CaseReason const& one) {
  return std::ranges::any_of(reasons, [&](CaseReason const& each) {
    return each.rule == one.rule && each.text.reveal(base::Reason::to_seal) == one.text.reveal(base::Reason::to_seal);
  });
}

std::string seal_reasons(Transaction& tx, Case const& record) {
  return seal(tx, sealed_columns::case_reasons, record.id.value, record.contact.value, reasons_to_json(record.reasons));
}

void add_new(std::vector<std::string>& words, std::vector<std::string> const& more) {
  for (std::string const& word : more) {
    if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  }
}

void replace_if_set(std::string& field, std::string const& value) {
  if (!value.empty()) field = value;
}

void sooner(std::optional<Instant>& due, std::optional<Instant> const& raised) {
  if (raised && (!due || *raised < *due)) due = raised;
}

}  // namespace

void save_case(Transaction& tx, Case& record, ChangedBy by) {
  record.version += 1;
  follow_case(tx, record, by);
  std::string const reasons = seal_reasons(tx, record);
  tx.execute(
      "update case_record set category = $2, tags = $3, severity = $4, rule = $5, queue = $6, also = $7, offer = $8, "
      "place = $9, country = $10, holder = $11, state = $12, due_eyes = $13, due_contact = $14, due_update = $15, "
      "due_call = $16, reasons = $17, closed = $18, outcome = $19, version = $20, about = $21, district = $22, "
      "flags = $23, merged_into = $24, follow_up = $25, live_until = $26, silent_since = $27 where id = $1",
      record.id, record.category, list_to_json(record.tags), record.severity, record.rule, record.queue,
      list_to_json(record.also), list_to_json(record.offer), record.place, record.country, record.holder, record.state,
      record.due.eyes, record.due.contact, record.due.update, record.due.call, Blob{reasons}, record.closed,
      record.outcome, record.version, list_to_json(record.about), record.district, list_to_json(record.flags),
      record.merged_into, record.follow_up, record.live_until, record.silent_since);
  seat_case(tx, record);
  touch_contact(tx, record.contact);
}

base::Result<Case> make_case(Transaction& tx, Case record) {
  base::Result<std::string> ref = record.ref.empty() ? free_ref(tx) : require_free(tx, std::move(record.ref));
  if (!ref) return std::unexpected(ref.error());
  record.id = tx.next_id<CaseId>();
  record.ref = *std::move(ref);
  record.opened = tx.now();
  record.version = 1;
  std::string const reasons = seal_reasons(tx, record);
  tx.execute(
      "insert into case_record (id, ref, contact_id, category, tags, severity, rule, queue, also, offer, place, "
      "country, "
      "medium, language, holder, state, due_eyes, due_contact, due_update, due_call, reasons, opened, closed, outcome, "
      "version, own_case, about, district, flags) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)",
      record.id, record.ref, record.contact, record.category, list_to_json(record.tags), record.severity, record.rule,
      record.queue, list_to_json(record.also), list_to_json(record.offer), record.place, record.country, record.medium,
      record.language, record.holder, record.state, record.due.eyes, record.due.contact, record.due.update,
      record.due.call, Blob{reasons}, record.opened, record.closed, record.outcome, record.version, record.own_case,
      list_to_json(record.about), record.district, list_to_json(record.flags));
  follow_case(tx, record, ChangedBy::other);
  seat_case(tx, record);
  touch_contact(tx, record.contact);
  return record;
}

base::Result<Case> raise_case(Transaction& tx, CaseId id, Raise const& raise) {
  std::optional<Case> found = find_case(tx, everything(), id);
  if (!found) return base::error(base::Code::not_found, "There is no such case.");
  Case& record = *found;
  record.severity = std::max(record.severity, raise.severity);
  replace_if_set(record.category, raise.category);
  replace_if_set(record.rule, raise.rule);
  replace_if_set(record.queue, raise.queue);
  replace_if_set(record.place, raise.place);
  replace_if_set(record.country, raise.country);
  add_new(record.tags, raise.tags);
  add_new(record.also, raise.also);
  add_new(record.offer, raise.offer);
  add_new(record.about, raise.about);
  add_new(record.flags, raise.flags);
  replace_if_set(record.district, raise.district);
  sooner(record.due.eyes, raise.due.eyes);
  sooner(record.due.contact, raise.due.contact);
  sooner(record.due.update, raise.due.update);
  sooner(record.due.call, raise.due.call);
  for (CaseReason const& reason : raise.reasons) {
    if (!is_among(record.reasons, reason)) record.reasons.push_back(reason);
  }
  save_case(tx, record, ChangedBy::other);
  return record;
}

}  // namespace store
