#include "gateway/store/case_clock.hpp"

#include "gateway/store/case_json.hpp"

namespace store {
namespace {

bool is_paused(CaseState state) { return state == CaseState::waiting_caller || state == CaseState::unsafe_hold; }

void begin(CaseClock& clock, Case const& record, Instant now) {
  clock.severity = record.severity;
  clock.started = now;
  clock.contacted.reset();
  clock.told.clear();
}

void follow_holder(CaseClock& clock, Case const& record, ChangedBy by, Instant now) {
  if (clock.holder != record.holder) {
    clock.holder = record.holder;
    clock.holder_since = now;
    clock.acted.reset();
  } else if (by == ChangedBy::holder && !clock.holder.empty() && !clock.acted) {
    clock.acted = now;
  }
}

void follow_pause(CaseClock& clock, Case const& record, Instant now) {
  bool const pauses = is_paused(record.state);
  if (pauses) {
    clock.resumed.reset();
    if (!clock.paused) clock.paused = now;
  } else if (clock.paused && !clock.resumed) {
    clock.resumed = now;
  }
}

}  // namespace

void follow_case(Transaction& tx, Case& record, ChangedBy by) {
  std::string const subject = clock_subject(record.id);
  if (record.closed || record.state == CaseState::quarantined) {
    tx.execute("delete from case_clock where case_id = $1", record.id);
    cancel_timer(tx, TimerKind::service_level, subject);
    return;
  }
  std::optional<CaseClock> const before = find_case_clock(tx, record.id);
  CaseClock clock = before.value_or(CaseClock{.id = record.id});
  // A graver case is a new promise. Who held it goes on holding it.
  if (!before || record.severity > clock.severity) begin(clock, record, tx.now());
  clock.severity = record.severity;
  follow_holder(clock, record, by, tx.now());
  follow_pause(clock, record, tx.now());
  if (!record.holder.empty()) record.due.eyes.reset();
  save_case_clock(tx, clock);
  set_clock_timer(tx, record.id, tx.now());
}

void note_answered(Transaction& tx, CaseId id) {
  std::optional<CaseClock> clock = find_case_clock(tx, id);
  if (!clock) return;
  if (!clock->contacted) clock->contacted = tx.now();
  if (!clock->acted) clock->acted = tx.now();
  clock->answered = tx.now();
  save_case_clock(tx, *clock);
  set_clock_timer(tx, id, tx.now());
}

void note_acted(Transaction& tx, CaseId id) {
  tx.execute("update case_clock set acted = $2 where case_id = $1 and acted is null", id, tx.now());
}

void note_rung(Transaction& tx, CaseId id, bool reached) {
  tx.execute("update case_record set due_call = null where id = $1", id);
  note_acted(tx, id);
  if (reached) {
    note_answered(tx, id);
  } else if (find_case_clock(tx, id)) {
    set_clock_timer(tx, id, tx.now());
  }
}

std::optional<CaseClock> find_case_clock(Snapshot& snapshot, CaseId id) {
  Rows rows = snapshot.query(
      "select case_id, severity, started, holder, holder_since, acted, contacted, answered, paused, resumed, told "
      "from case_clock where case_id = $1",
      id);
  if (!rows.next()) return std::nullopt;
  return CaseClock{.id = rows.get<CaseId>(0),
                   .severity = rows.get<Severity>(1),
                   .started = rows.get<Instant>(2),
                   .holder = rows.get<std::string>(3),
                   .holder_since = rows.get<std::optional<Instant>>(4),
                   .acted = rows.get<std::optional<Instant>>(5),
                   .contacted = rows.get<std::optional<Instant>>(6),
                   .answered = rows.get<std::optional<Instant>>(7),
                   .paused = rows.get<std::optional<Instant>>(8),
                   .resumed = rows.get<std::optional<Instant>>(9),
                   .told = list_from_json(rows.bytes(10))};
}

void save_case_clock(Transaction& tx, CaseClock const& clock) {
  tx.execute(
      "insert into case_clock (case_id, severity, started, holder, holder_since, acted, contacted, answered, paused, "
      "resumed, told) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (case_id) do update set "
      "severity = excluded.severity, started = excluded.started, holder = excluded.holder, holder_since = "
      "excluded.holder_since, "
      "acted = excluded.acted, contacted = excluded.contacted, answered = excluded.answered, paused = excluded.paused, "
      "resumed = excluded.resumed, told = excluded.told",
      clock.id, clock.severity, clock.started, clock.holder, clock.holder_since, clock.acted, clock.contacted,
      clock.answered, clock.paused, clock.resumed, list_to_json(clock.told));
}

void save_due(Transaction& tx, CaseId id, CaseDue const& due) {
  tx.execute("update case_record set due_eyes = $2, due_contact = $3, due_update = $4, due_call = $5 where id = $1", id,
             due.eyes, due.contact, due.update, due.call);
}

std::string clock_subject(CaseId id) { return text(id); }

std::optional<CaseId> parse_clock_subject(std::string_view subject) { return parse_id<CaseId>(subject); }

void set_clock_timer(Transaction& tx, CaseId id, Instant due) {
  set_timer(tx, {.due = due,
                 .kind = TimerKind::service_level,
                 .subject = clock_subject(id),
                 .generation = tx.now().time_since_epoch().count()});
}

int count_open_cases(Snapshot& snapshot, std::string_view queue, int limit) {
  Rows rows = snapshot.query(
      "select count(*) from (select 1 from case_record where closed is null and queue = $1 "
      "and state <> 'quarantined' limit $2)",
      queue, limit);
  return rows.next() ? rows.get<int>(0) : 0;
}

}  // namespace store
