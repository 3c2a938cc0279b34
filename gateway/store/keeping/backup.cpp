#include "gateway/store/keeping/backup.hpp"

#include "gateway/store/keeping/backup_file.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/keeping/key_lines.hpp"
#include "gateway/store/keeping/working_file.hpp"
#include "gateway/store/sqlite/copy.hpp"

#include <array>
#include <chrono>

namespace store {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Result;

// Keys, because they go into a file of their own; sessions, because whoever brings a backup back signs in again.
constexpr std::array left_out = std::to_array<sqlite::LeftOut>(
    {{"owner_key", ""}, {"session", ""}, {"meta", "name in ('check', 'backup', 'lookup')"}});

constexpr std::size_t piece_bytes = 64 * 1024;

// saathi-20261125T163406.512Z.data: sorts by time, and stands on every file system.
std::string data_file_name(base::Instant now) {
  auto const day = std::chrono::floor<std::chrono::days>(now);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(now - day);
  auto const digits = [](std::int64_t number, std::size_t width) {
    std::string const text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
  };
  std::string name("saathi-");
  name += digits(static_cast<int>(date.year()), 4) + digits(static_cast<unsigned>(date.month()), 2);
  name += digits(static_cast<unsigned>(date.day()), 2) + "T" + digits(time.hours().count(), 2);
  name += digits(time.minutes().count(), 2) + digits(time.seconds().count(), 2);
  name += "." + digits(time.subseconds().count(), 3) + "Z";
  return name.append(data_file_end);
}

// A file of keys is replaced only by a newer one of the same hotline.
Result<void> check_former(fs::path const& keys, BackupHead const& head) {
  std::error_code unknown;
  if (!fs::exists(keys, unknown)) return {};
  Result<BackupReader> const former = BackupReader::open(keys);
  std::string const there = "There is " + keys.string() + " already, ";
  if (!former || former->head().part != BackupPart::keys)
    return base::error(Code::environment,
                       there + "and it is no file of keys: nothing was written. Name another folder.");
  if (former->head().hotline != head.hotline)
    return base::error(Code::environment, there + "of another hotline: nothing was written. Name another folder.");
  if (former->head().made > head.made) {
    return base::error(Code::environment, there +
                                              "and it is newer than the clock of this machine: nothing was written. "
                                              "Set the clock, or name another folder.");
  }
  return {};
}

Result<std::int64_t> seal_copy(WorkingFile& copy, BackupWriter& data, Progress const& progress) {
  std::error_code unknown;
  auto const bytes = static_cast<std::int64_t>(fs::file_size(copy.path(), unknown));
  std::int64_t done = 0;
  for (;;) {
    std::string piece(piece_bytes, '\0');
    if (Result<void> const read = copy.read(piece); !read) return std::unexpected(read.error());
    if (piece.empty()) return bytes;
    if (Result<void> const written = data.write(piece); !written) return std::unexpected(written.error());
    done += static_cast<std::int64_t>(piece.size());
    if (progress) progress("sealing", static_cast<int>(done * 100 / std::max<std::int64_t>(bytes, 1)));
  }
}

class Backup {
 public:
  Backup(BackupOrder const& order, Connection& live, Secret key)
      : order_(order), live_(live), key_(std::move(key)), outer_(keys_file_key(order.master)) {
    head_.hotline = fingerprint(key_);
    head_.master = fingerprint(outer_);
    head_.made = order.now;
    made_.keys = order.folder / keys_file_name;
    made_.data = order.folder / data_file_name(order.now);
  }

  Result<BackupMade> run(Snapshot& snapshot) {
    if (Result<void> const good = check_former(made_.keys, head_); !good) return std::unexpected(good.error());
    if (order_.scope == BackupScope::keys) return write_keys_alone(snapshot);
    std::error_code unknown;
    if (fs::exists(made_.data, unknown))
      return base::error(Code::environment, "There is " + made_.data.string() + " already: try again in a moment.");
    Result<WorkingFile> copy = WorkingFile::open(order_.database.string() + ".copy");
    if (!copy) return std::unexpected(copy.error());
    auto const copying = [this](int percent) {
      if (order_.progress) order_.progress("copying", percent);
    };
    Result<int> const schema =
        sqlite::copy_database({.from = order_.database, .to = copy->path(), .left_out = left_out, .progress = copying});
    if (!schema) return std::unexpected(schema.error());
    head_.schema = *schema;
    return write_both(*copy, snapshot);
  }

 private:
  Result<BackupWriter> written_keys(Snapshot& snapshot) {
    head_.part = BackupPart::keys;
    Result<BackupWriter> keys = BackupWriter::open(made_.keys, head_, outer_);
    if (!keys) return keys;
    live_.begin_read();
    Result<std::int64_t> const owners = write_keys(*keys, snapshot);
    live_.commit();
    if (!owners) return std::unexpected(owners.error());
    made_.owners = *owners;
    return keys;
  }

  Result<BackupMade> write_keys_alone(Snapshot& snapshot) {
    made_.data.clear();
    Result<BackupWriter> keys = written_keys(snapshot);
    if (!keys) return std::unexpected(keys.error());
    return put_in_place({&*keys});
  }

  // The keys are read after the copy, so that they hold a key for whoever the copy knows and who was not erased since;
  // they are put in place first, so that no data file ever lies beside keys that are older.
  Result<BackupMade> write_both(WorkingFile& copy, Snapshot& snapshot) {
    Result<BackupWriter> keys = written_keys(snapshot);
    if (!keys) return std::unexpected(keys.error());
    head_.part = BackupPart::data;
    Result<BackupWriter> data = BackupWriter::open(made_.data, head_, key_);
    if (!data) return std::unexpected(data.error());
    Result<std::int64_t> const bytes = seal_copy(copy, *data, order_.progress);
    if (!bytes) return std::unexpected(bytes.error());
    made_.data_bytes = *bytes;
    return put_in_place({&*keys, &*data});
  }

  Result<BackupMade> put_in_place(std::vector<BackupWriter*> const& files) {
    for (auto const step : {&BackupWriter::finish, &BackupWriter::put_in_place}) {
      for (BackupWriter* const file : files) {
        if (Result<void> const done = (file->*step)(); !done) return std::unexpected(done.error());
      }
    }
    return made_;
  }

  BackupOrder const& order_;
  Connection& live_;
  Secret key_;
  Secret outer_;
  BackupHead head_;
  BackupMade made_;
};

}  // namespace

Result<BackupMade> make_backup(BackupOrder const& order) {
  std::error_code failed;
  if (!fs::exists(order.database, failed))
    return base::error(Code::environment, "There is no database at " + order.database.string() + ".");
  fs::create_directories(order.folder, failed);
  if (!fs::is_directory(order.folder, failed))
    return base::error(Code::environment, "The folder " + order.folder.string() + " cannot be made.");
  Result<std::unique_ptr<Connection>> live = sqlite::open_beside(order.database);
  if (!live) return std::unexpected(live.error());
  try {
    Sealer sealer(order.master);
    Snapshot snapshot(**live, sealer, order.now);
    Result<Secret> key = backup_key_of(snapshot, order.master);
    if (!key) return std::unexpected(key.error());
    return Backup(order, **live, *std::move(key)).run(snapshot);
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

Result<fs::path> newest_data_file(fs::path const& folder) {
  fs::path newest;
  std::error_code failed;
  for (fs::directory_entry const& each : fs::directory_iterator(folder, failed)) {
    bool const is_data =
        each.path().filename().string().starts_with("saathi-") && each.path().extension() == data_file_end;
    if (is_data && each.path() > newest) newest = each.path();
  }
  if (!newest.empty()) return newest;
  return base::error(Code::environment, "There is no backup in " + folder.string() + ": no file saathi-….data.");
}

}  // namespace store
