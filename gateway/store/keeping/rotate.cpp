#include "gateway/store/keeping/rotate.hpp"

#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/sqlite/copy.hpp"
#include "gateway/store/sqlite/lock_file.hpp"
#include "gateway/store/transaction.hpp"

namespace store {
namespace {

using base::Code;
using base::Result;

std::unexpected<base::Error> foreign(std::string_view what) {
  return base::error(Code::environment, std::string(what) +
                                            " does not open with the former master key: nothing was "
                                            "changed. Restore the last backup, or ask for help.");
}

std::string meta_value(Snapshot& snapshot, std::string_view name) {
  Rows rows = snapshot.query("select value from meta where name = $1", name);
  return rows.next() ? std::string(rows.bytes(0)) : std::string();
}

void set_meta(Transaction& tx, std::string_view name, std::string_view value) {
  tx.execute("update meta set value = $2 where name = $1", name, Blob{value});
}

struct OldKey {
  Owner owner;
  std::string wrapped;
};

std::vector<OldKey> all_keys(Snapshot& snapshot) {
  std::vector<OldKey> keys;
  Rows rows = snapshot.query("select owner_kind, owner_id, wrapped from owner_key");
  while (rows.next()) {
    keys.push_back(
        {.owner = {rows.get<OwnerKind>(0), rows.get<std::int64_t>(1)}, .wrapped = std::string(rows.bytes(2))});
  }
  return keys;
}

Result<void> rewrap_own(Transaction& tx, MasterKey const& former, MasterKey const& next, Sealer const& next_sealer) {
  Result<Secret> const backup_key = backup_key_of(tx, former);
  if (!backup_key) return std::unexpected(backup_key.error());
  set_meta(tx, backup_key_name, wrap_backup_key(next, *backup_key));
  std::string const lookup = meta_value(tx, lookup_key_name);
  std::optional<std::string> const rewrapped = tx.sealer().rewrap_lookup(lookup, next_sealer);
  if (!rewrapped) return foreign("What addresses are found by");
  set_meta(tx, lookup_key_name, *rewrapped);
  set_meta(tx, key_check_name, next_sealer.make_check());
  return {};
}

Result<std::int64_t> rewrap_all(Transaction& tx, Sealer const& next, Progress const& progress) {
  std::vector<OldKey> const keys = all_keys(tx);
  std::int64_t done = 0;
  for (OldKey const& key : keys) {
    std::optional<std::string> const rewrapped = tx.sealer().rewrap(key.owner, key.wrapped, next);
    if (!rewrapped) return foreign("A data key");
    tx.execute("update owner_key set wrapped = $3 where owner_kind = $1 and owner_id = $2", key.owner.kind,
               key.owner.id, Blob{*rewrapped});
    ++done;
    if (progress) progress("wrapping", static_cast<int>(done * 100 / std::ssize(keys)));
  }
  return done;
}

}  // namespace

Result<Opens> which_opens(std::filesystem::path const& database, MasterKey const& former, MasterKey const& next) {
  Result<std::unique_ptr<Connection>> opened = sqlite::open_beside(database);
  if (!opened) return std::unexpected(opened.error());
  try {
    Sealer with_former(former);
    Sealer const with_next(next);
    Snapshot snapshot(**opened, with_former, {});
    std::string const check = meta_value(snapshot, key_check_name);
    if (with_next.opens_check(check)) return Opens::next;
    return with_former.opens_check(check) ? Opens::former : Opens::neither;
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

Result<std::int64_t> rotate_keys(std::filesystem::path const& database, MasterKey const& former, MasterKey const& next,
                                 Progress const& progress) {
  Result<sqlite::LockFile> const lock = sqlite::LockFile::take(database);
  if (!lock) return std::unexpected(lock.error());
  Result<std::unique_ptr<Connection>> opened = sqlite::open_alone(database);
  if (!opened) return std::unexpected(opened.error());
  Connection& connection = **opened;
  try {
    Sealer sealer(former);
    Sealer const next_sealer(next);
    base::OsRandom random;
    WriterState state{.next_id = {}, .random = random};
    connection.begin_write();
    Transaction tx(connection, sealer, {}, state);
    Result<void> const own = rewrap_own(tx, former, next, next_sealer);
    if (!own) return std::unexpected(own.error());
    Result<std::int64_t> const keys = rewrap_all(tx, next_sealer, progress);
    if (!keys) return keys;
    connection.commit();
    (void)connection.scrub();  // what the former key opens leaves the log
    return keys;
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

}  // namespace store
