#include "gateway/store/keeping/restore.hpp"

#include "gateway/store/keeping/backup_file.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/keeping/key_lines.hpp"
#include "gateway/store/keeping/working_file.hpp"
#include "gateway/store/sqlite/copy.hpp"
#include "gateway/store/sqlite/lock_file.hpp"

#include <array>

namespace store {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Result;

std::unexpected<base::Error> refuse(std::string sentence) {
  return base::error(Code::environment, std::move(sentence));
}

Result<void> check_empty(fs::path const& database) {
  std::error_code unknown;
  for (char const* const end : {"", "-wal", "-shm", "-journal"}) {
    fs::path const there = database.string() + end;
    if (fs::exists(there, unknown)) {
      return refuse("There is " + there.string() + " already: nothing was written. Move everything that begins with " +
                    database.filename().string() + " away first, or restore elsewhere.");
    }
  }
  return {};
}

// Each of the two is what it is called, both are of one hotline, and fit each other, this program and this master key.
Result<void> check_heads(RestoreOrder const& order, BackupHead const& data, BackupHead const& keys) {
  if (data.part != BackupPart::data)
    return refuse("The file " + order.data.string() + " holds keys, not data: name the file that ends in .data.");
  if (keys.part != BackupPart::keys)
    return refuse("The file " + order.keys.string() + " holds data, not keys: name saathi.keys with --keys.");
  if (data.hotline != keys.hotline)
    return refuse("The keys in " + order.keys.string() + " are of another hotline than " + order.data.string() + ".");
  if (keys.master != fingerprint(keys_file_key(order.master))) {
    return refuse("The keys in " + order.keys.string() + " were sealed under another master key than this one: put " +
                  "back the one that the hotline had when this file was made.");
  }
  if (keys.made < data.made) {
    return refuse("The keys in " + order.keys.string() + " are older than " + order.data.string() +
                  ": whoever wrote first in between could not be read. Take the newest saathi.keys.");
  }
  if (data.schema > sqlite::newest_schema())
    return refuse("The file " + order.data.string() + " is of a newer version of Saathi: install that version first.");
  return {};
}

// To the end of the file, so that it is known to be whole before anything is made of it.
Result<Secret> find_backup_key(RestoreOrder const& order, BackupReader& keys) {
  Secret const outer = keys_file_key(order.master);
  if (Result<void> const unlocked = keys.unlock(outer); !unlocked) return std::unexpected(unlocked.error());
  std::string wrapped;
  auto const take = [&](KeyLine const& line) -> Result<void> {
    if (line.name == backup_key_name) wrapped = line.wrapped;
    return {};
  };
  if (Result<void> const read = read_keys(keys, take); !read) return std::unexpected(read.error());
  return open_backup_key(order.master, wrapped);
}

Result<void> unseal(RestoreOrder const& order, BackupReader& data, Secret const& key, WorkingFile& copy) {
  if (Result<void> const unlocked = data.unlock(key); !unlocked) return unlocked;
  std::string piece;
  for (;;) {
    if (Result<void> const read = data.read(piece); !read) return read;
    if (piece.empty()) return {};
    if (Result<void> const written = copy.write(piece); !written) return written;
    if (order.progress)
      order.progress("unsealing",
                     static_cast<int>(data.bytes_read() * 100 / std::max<std::int64_t>(data.file_bytes(), 1)));
  }
}

// Every key comes in but those of people whom this copy does not know.
Result<std::int64_t> put_keys(RestoreOrder const& order, Transaction& tx) {
  Result<BackupReader> keys = BackupReader::open(order.keys);
  if (!keys) return std::unexpected(keys.error());
  Secret const outer = keys_file_key(order.master);
  if (Result<void> const unlocked = keys->unlock(outer); !unlocked) return std::unexpected(unlocked.error());
  auto const put = [&](KeyLine const& line) -> Result<void> {
    if (line.owner) {
      tx.execute("insert into owner_key (owner_kind, owner_id, wrapped) values ($1, $2, $3)", line.owner->kind,
                 line.owner->id, Blob{line.wrapped});
    } else {
      tx.execute("insert into meta (name, value) values ($1, $2)", line.name, Blob{line.wrapped});
      bool const opens = line.name != lookup_key_name || tx.sealer().take_lookup(line.wrapped);
      if (!opens) return refuse("What addresses are found by does not open with this master key.");
    }
    return {};
  };
  if (Result<void> const read = read_keys(*keys, put); !read) return std::unexpected(read.error());
  tx.execute(
      "delete from owner_key where owner_id <> 0 and "
      "((owner_kind = 'contact' and owner_id not in (select id from contact)) or "
      "(owner_kind = 'case' and owner_id not in (select id from case_record)) or "
      "(owner_kind = 'account' and owner_id not in (select id from account)))");
  Rows rows = tx.query("select count(*) from owner_key");
  return rows.next() ? rows.get<std::int64_t>(0) : 0;
}

// What waited to be sent may have been sent since by the machine that is gone: its outcome is unknown, as after a
// crash. So providers that can be asked are asked, and what goes once more is marked.
void doubt_what_waited(Transaction& tx) {
  tx.execute("update outbound set state = 'unknown', why = $1 where state in ('queued', 'sending') and due is not null",
             std::string_view("It waited when the backup was made from which the hotline was brought back."));
}

// Puts the keys back and judges the whole; the copy is closed when this returns.
Result<void> complete(RestoreOrder const& order, fs::path const& copy, Restored& restored) {
  Result<std::unique_ptr<Connection>> opened = sqlite::open_alone(copy);
  if (!opened) return std::unexpected(opened.error());
  Connection& connection = **opened;
  try {
    Sealer sealer(order.master);
    base::OsRandom random;
    WriterState state{.next_id = {}, .random = random};
    connection.begin_write();
    Transaction tx(connection, sealer, order.now, state);
    Result<std::int64_t> const owners = put_keys(order, tx);
    if (!owners) return std::unexpected(owners.error());
    restored.owners = *owners;
    doubt_what_waited(tx);
    connection.commit();
    if (order.progress) order.progress("judging", 0);
    Snapshot snapshot(connection, sealer, order.now);
    restored.judged = judge(snapshot, connection);
    if (order.progress) order.progress("judging", 100);
    return {};
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

Result<Restored> bring_back(RestoreOrder const& order) {
  Result<BackupReader> data = BackupReader::open(order.data);
  if (!data) return std::unexpected(data.error());
  Result<BackupReader> keys = BackupReader::open(order.keys);
  if (!keys) return std::unexpected(keys.error());
  if (Result<void> const fits = check_heads(order, data->head(), keys->head()); !fits)
    return std::unexpected(fits.error());
  Result<Secret> const key = find_backup_key(order, *keys);
  if (!key) return std::unexpected(key.error());
  char const* const end = order.aim == RestoreAim::drill ? ".drill" : ".restoring";
  Result<WorkingFile> copy = WorkingFile::open(order.database.string() + end);
  if (!copy) return std::unexpected(copy.error());
  if (Result<void> const whole = unseal(order, *data, *key, *copy); !whole) return std::unexpected(whole.error());
  Restored restored{.data = data->head()};
  if (Result<void> const done = complete(order, copy->path(), restored); !done) return std::unexpected(done.error());
  if (order.aim == RestoreAim::drill || !restored.judged.faults.empty()) return restored;
  if (Result<void> const placed = copy->put_in_place(order.database); !placed) return std::unexpected(placed.error());
  return restored;
}

}  // namespace

Result<Restored> restore_backup(RestoreOrder const& order) {
  std::error_code unknown;
  if (order.database.has_parent_path()) fs::create_directories(order.database.parent_path(), unknown);
  if (order.aim == RestoreAim::drill) return bring_back(order);
  // As long as the lock is held no gateway can begin to make a database there.
  Result<sqlite::LockFile> const lock = sqlite::LockFile::take(order.database);
  if (!lock) return std::unexpected(lock.error());
  if (Result<void> const empty = check_empty(order.database); !empty) return std::unexpected(empty.error());
  return bring_back(order);
}

}  // namespace store
