#include "gateway/store/journal.hpp"

#include <sodium.h>

#include <limits>

namespace store {
namespace {

constexpr std::size_t hash_bytes = 32;

void put(std::string& out, std::int64_t number) {
  auto const bits = static_cast<std::uint64_t>(number);
  for (unsigned shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>((bits >> shift) & 0xff));
}

void put(std::string& out, std::string_view field) {
  put(out, static_cast<std::int64_t>(field.size()));
  out.append(field);
}

JournalEntry read_entry(Rows const& row) {
  return JournalEntry{.seq = row.get<std::int64_t>(0),
                      .at = row.get<Instant>(1),
                      .who = row.get<std::string>(2),
                      .what = row.get<std::string>(3),
                      .subject = row.get<std::string>(4),
                      .detail = row.get<std::string>(5),
                      .previous = row.get<std::string>(6),
                      .hash = row.get<std::string>(7)};
}

JournalHead read_head(Snapshot& snapshot) {
  Rows rows = snapshot.query("select seq, hash from journal order by seq desc limit 1");
  if (!rows.next()) return {};
  return {.seq = rows.get<std::int64_t>(0), .hash = rows.get<std::string>(1)};
}

std::string hash_before(Snapshot& snapshot, std::int64_t seq) {
  Rows rows = snapshot.query("select hash from journal where seq = $1", seq - 1);
  return rows.next() ? rows.get<std::string>(0) : std::string();
}

}  // namespace

std::string hash_of(JournalEntry const& entry) {
  std::string input;
  put(input, entry.previous);
  put(input, entry.seq);
  put(input, entry.at.time_since_epoch().count());
  put(input, entry.who);
  put(input, entry.what);
  put(input, entry.subject);
  put(input, entry.detail);
  std::string hash(hash_bytes, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<unsigned char const*>(input.data()), input.size(), nullptr, 0);
  return hash;
}

void Transaction::journal(std::string_view who, std::string_view what, std::string_view subject,
                          std::string_view detail) {
  if (!state_.journal_head) state_.journal_head = read_head(*this);
  JournalHead& head = *state_.journal_head;
  JournalEntry entry{.seq = head.seq + 1,
                     .at = now(),
                     .who = std::string(who),
                     .what = std::string(what),
                     .subject = std::string(subject),
                     .detail = std::string(detail),
                     .previous = head.hash,
                     .hash = {}};
  entry.hash = hash_of(entry);
  execute(
      "insert into journal (seq, at, who, what, subject, detail, previous, hash) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      entry.seq, entry.at, entry.who, entry.what, entry.subject, entry.detail, Blob{entry.previous}, Blob{entry.hash});
  head = {.seq = entry.seq, .hash = entry.hash};
  state_.changes.journal = true;
}

std::vector<JournalEntry> journal_after(Snapshot& snapshot, std::int64_t seq, int limit) {
  std::vector<JournalEntry> entries;
  Rows rows = snapshot.query(
      "select seq, at, who, what, subject, detail, previous, hash from journal where seq > $1 order by seq limit $2",
      seq, limit);
  while (rows.next()) entries.push_back(read_entry(rows));
  return entries;
}

std::vector<JournalEntry> journal_of(Snapshot& snapshot, std::string_view subject, std::int64_t before, int limit) {
  std::vector<JournalEntry> entries;
  std::int64_t const end = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
  Rows rows = snapshot.query(
      "select seq, at, who, what, subject, detail, previous, hash from journal where subject = $1 and seq < $2 "
      "order by seq desc limit $3",
      subject, end, limit);
  while (rows.next()) entries.push_back(read_entry(rows));
  return entries;
}

std::int64_t last_journal_seq(Snapshot& snapshot) { return read_head(snapshot).seq; }

std::optional<Broken> verify_journal(Snapshot& snapshot, std::int64_t from, std::int64_t to) {
  std::int64_t expected = from;
  std::string previous = hash_before(snapshot, from);
  Rows rows = snapshot.query(
      "select seq, at, who, what, subject, detail, previous, hash from journal "
      "where seq >= $1 and seq <= $2 order by seq",
      from, to);
  while (rows.next()) {
    JournalEntry const entry = read_entry(rows);
    if (entry.seq != expected) return Broken{expected, "This entry is missing."};
    if (entry.previous != previous) return Broken{entry.seq, "This entry does not follow from the one before."};
    if (entry.hash != hash_of(entry)) return Broken{entry.seq, "This entry was changed after it was written."};
    previous = entry.hash;
    ++expected;
  }
  if (expected <= to) return Broken{expected, "This entry is missing."};
  return std::nullopt;
}

}  // namespace store
