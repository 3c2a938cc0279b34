#include "gateway/store/session.hpp"

#include <limits>

namespace store {
namespace {

Session read_session(Rows const& row) {
  return Session{.id = row.get<SessionId>(0),
                 .account = row.get<AccountId>(1),
                 .stage = row.get<Stage>(2),
                 .created = row.get<Instant>(3),
                 .last_seen = row.get<Instant>(4),
                 .expires = row.get<Instant>(5),
                 .agent = row.get<std::string>(6)};
}

}  // namespace

Session add_session(Transaction& tx, Session session, std::string_view hash) {
  session.id = tx.next_id<SessionId>();
  session.created = tx.now();
  session.last_seen = tx.now();
  tx.execute(
      "insert into session (id, hash, account_id, stage, created, last_seen, expires, agent) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      session.id, Blob{hash}, session.account, session.stage, session.created, session.last_seen, session.expires,
      session.agent);
  return session;
}

void note_seen(Transaction& tx, SessionId id) {
  tx.execute("update session set last_seen = $2 where id = $1", id, tx.now());
}

bool end_session(Transaction& tx, AccountId account, SessionId id) {
  return tx.execute("delete from session where id = $1 and account_id = $2", id, account) == 1;
}

std::int64_t end_sessions(Transaction& tx, AccountId account) {
  return tx.execute("delete from session where account_id = $1", account);
}

void drop_expired_sessions(Transaction& tx) { tx.execute("delete from session where expires <= $1", tx.now()); }

std::optional<Session> find_session(Snapshot& snapshot, std::string_view hash) {
  Rows rows = snapshot.query(
      "select id, account_id, stage, created, last_seen, expires, agent from session where hash = $1 and expires > $2",
      Blob{hash}, snapshot.now());
  if (!rows.next()) return std::nullopt;
  return read_session(rows);
}

std::vector<Session> sessions_of(Snapshot& snapshot, AccountId account, int limit, SessionId before) {
  std::vector<Session> sessions;
  Rows rows = snapshot.query(
      "select id, account_id, stage, created, last_seen, expires, agent from session "
      "where account_id = $1 and expires > $2 and id < $3 order by id desc limit $4",
      account, snapshot.now(), before ? before.value : std::numeric_limits<std::int64_t>::max(), limit);
  while (rows.next()) sessions.push_back(read_session(rows));
  return sessions;
}

}  // namespace store
