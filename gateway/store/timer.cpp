#include "gateway/store/timer.hpp"

namespace store {
namespace {

std::vector<Timer> read_timers(Rows rows) {
  std::vector<Timer> timers;
  while (rows.next()) {
    timers.push_back({.due = rows.get<Instant>(0),
                      .kind = rows.get<TimerKind>(1),
                      .subject = rows.get<std::string>(2),
                      .generation = rows.get<std::int64_t>(3)});
  }
  return timers;
}

}  // namespace

void set_timer(Transaction& tx, Timer const& timer) {
  tx.execute(
      "insert into timer (kind, subject, due, generation) values ($1, $2, $3, $4) "
      "on conflict (kind, subject) do update set due = excluded.due, generation = excluded.generation",
      timer.kind, timer.subject, timer.due, timer.generation);
  tx.changes().timers = true;
}

bool has_timer(Snapshot& snapshot, TimerKind kind, std::string_view subject) {
  return snapshot.query("select 1 from timer where kind = $1 and subject = $2", kind, subject).next();
}

bool cancel_timer(Transaction& tx, TimerKind kind, std::string_view subject) {
  return tx.execute("delete from timer where kind = $1 and subject = $2", kind, subject) > 0;
}

std::vector<Timer> due_timers(Snapshot& snapshot, int limit) {
  return read_timers(snapshot.query(
      "select due, kind, subject, generation from timer where due <= $1 order by due, kind, subject limit $2",
      snapshot.now(), limit));
}

bool take_timer(Transaction& tx, Timer const& timer) {
  return tx.execute("delete from timer where kind = $1 and subject = $2 and generation = $3 and due = $4", timer.kind,
                    timer.subject, timer.generation, timer.due) > 0;
}

std::vector<Timer> take_due_timers(Transaction& tx, int limit) {
  std::vector<Timer> timers = due_timers(tx, limit);
  for (Timer const& timer : timers) cancel_timer(tx, timer.kind, timer.subject);
  return timers;
}

std::optional<Instant> next_timer(Snapshot& snapshot) {
  Rows rows = snapshot.query("select due from timer order by due limit 1");
  if (!rows.next()) return std::nullopt;
  return rows.get<Instant>(0);
}

}  // namespace store
