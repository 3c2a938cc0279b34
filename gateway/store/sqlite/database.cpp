#include "gateway/store/sqlite/database.hpp"

#include "gateway/store/disk.hpp"
#include "gateway/store/sqlite/checkpointer.hpp"
#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/sqlite/lock_file.hpp"
#include "gateway/store/sqlite/migrations.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace store::sqlite {
namespace {

// synchronous=FULL: a commit that returned is on disk. wal_autocheckpoint: until, or where no, thread of its own does
// it (checkpointer.hpp). secure_delete: what is deleted (an erased key) is overwritten. cache_size: 16 MB; what is not
// in it is read again for every message.
constexpr char const* writer_settings = R"sql(
pragma journal_mode = wal;
pragma synchronous = full;
pragma wal_autocheckpoint = 1000;
pragma foreign_keys = on;
pragma secure_delete = on;
pragma temp_store = memory;
pragma cache_size = -16384;
)sql";

// The reading at the end opens every file that the connection will ever need: later there may be no descriptor left.
constexpr char const* reader_settings = R"sql(
pragma query_only = on;
pragma temp_store = memory;
select name from meta limit 1;
)sql";

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::filesystem::path path, LockFile lock)
      : lock_(std::move(lock)), path_(std::move(path)), writer_(path_, Access::write) {}

  [[nodiscard]] SqliteConnection& writer() override { return writer_; }

  [[nodiscard]] std::unique_ptr<Connection> make_reader() override {
    auto reader = std::make_unique<SqliteConnection>(path_, Access::read);
    reader->run(reader_settings);
    return reader;
  }

  // From now on by a thread of its own.
  void checkpoint_apart() {
    checkpointer_ = std::make_unique<Checkpointer>(path_);
    writer_.after_commit([this](int pages) {
      if (checkpointer_->note(pages)) writer_.checkpoint();
    });
  }

 private:
  LockFile lock_;  // let go last
  std::filesystem::path path_;
  SqliteConnection writer_;
  std::unique_ptr<Checkpointer> checkpointer_;
};

// Only its owner may read it; SQLite gives the files beside it the same rights.
base::Result<void> make_file(std::filesystem::path const& path) {
  Descriptor const file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) {
    return base::error(base::Code::environment,
                       "The database " + path.string() + " cannot be opened: " + std::strerror(errno) + ".");
  }
  give_to_owner_of_folder(file, path);
  if (!flush_folder_of(path)) {
    return base::error(base::Code::environment, "The folder of the database " + path.string() +
                                                    " cannot be flushed: " + std::strerror(errno) + ".");
  }
  return {};
}

}  // namespace

base::Result<std::unique_ptr<Database>> open_database(std::filesystem::path const& path,
                                                      DatabaseOptions const& options) {
  std::error_code ignored;  // what could not be made is told by the lock file
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), ignored);
  base::Result<LockFile> lock = LockFile::take(path);
  if (!lock) return std::unexpected(lock.error());
  if (base::Result<void> const made = make_file(path); !made) return std::unexpected(made.error());
  try {
    auto database = std::make_unique<SqliteDatabase>(path, *std::move(lock));
    // Before the settings, which write: a file that we do not know stays as it is.
    if (base::Result<void> const refused = refuse_newer(database->writer()); !refused) {
      return std::unexpected(refused.error());
    }
    database->writer().run(writer_settings);
    if (base::Result<void> const migrated = migrate(database->writer()); !migrated) {
      return std::unexpected(migrated.error());
    }
    if (options.pages_max > 0) database->writer().run("pragma max_page_count = " + std::to_string(options.pages_max));
    if (!options.one_thread) database->checkpoint_apart();
    return database;
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

}  // namespace store::sqlite
