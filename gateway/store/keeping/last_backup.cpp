#include "gateway/store/keeping/last_backup.hpp"

#include <charconv>

namespace store {
namespace {

constexpr std::string_view backup_name = "last_backup";
constexpr std::string_view erasure_name = "last_erasure";

void note(Transaction& tx, std::string_view name) {
  std::string const now = std::to_string(tx.now().time_since_epoch().count());
  tx.execute("insert into meta (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
             name, Blob{now});
}

std::optional<Instant> noted(Snapshot& snapshot, std::string_view name) {
  Rows rows = snapshot.query("select value from meta where name = $1", name);
  if (!rows.next()) return std::nullopt;
  std::string_view const digits = rows.bytes(0);
  std::int64_t count = 0;
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return Instant{base::Milliseconds{count}};
}

}  // namespace

void note_backup(Transaction& tx) { note(tx, backup_name); }
void note_erasure(Transaction& tx) { note(tx, erasure_name); }

KeepingTimes keeping_times(Snapshot& snapshot) {
  return {.backup = noted(snapshot, backup_name), .erasure = noted(snapshot, erasure_name)};
}

}  // namespace store
