#include "gateway/store/sqlite/connection.hpp"

#include "gateway/base/ensure.hpp"

#include <sqlite3.h>

#include <vector>

namespace store::sqlite {
namespace {

using base::Code;

constexpr char const* disk_full = "The disk is full: free some space, service resumes by itself.";

// What an SQLite result means for us. The detail names tables and codes, never a value.
[[noreturn]] void fail(sqlite3* database, int result) {
  int const extended = database != nullptr ? sqlite3_extended_errcode(database) : result;
  std::string detail = "sqlite " + std::to_string(extended) + ": ";
  detail += database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(result);
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Failure({Code::busy, "Another program holds the database: close it, service resumes by itself.", detail});
    case SQLITE_FULL: throw Failure({Code::storage, disk_full, detail});
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      throw Failure(
          {Code::storage, "The database cannot be written: look at the rights of its file and folder.", detail});
    case SQLITE_IOERR:
      // The file of the shared index is made by a write of its own, whose failure SQLite reports apart; a used-up quota
      // is one of its failed writes.
      if (extended == SQLITE_IOERR_SHMSIZE) throw Failure({Code::storage, disk_full, detail});
      if (extended == SQLITE_IOERR_WRITE)
        throw Failure({Code::storage,
                       "The disk takes nothing more: see whether it is full or a quota used up, else look at the "
                       "system's log. Service resumes by itself.",
                       detail});
      throw Failure({Code::storage, "The disk does not answer as it should: look at the system's log.", detail});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Failure({Code::storage, "The database file is damaged: restore the last backup.", detail});
    case SQLITE_CONSTRAINT:
      throw Failure({Code::conflict, "There is such a record already, or what it belongs to is missing.", detail});
    default: throw Failure({Code::internal, "The database refused a statement: please report this.", detail});
  }
}

// Once, before the first connection. Counting each allocation takes a lock and a tenth of the time; nobody reads it.
void prepare_library() { [[maybe_unused]] static int const once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// What a statement allocates while it runs comes from here: pieces of that size, and how many of a connection's own.
constexpr int piece_bytes = 1200;
constexpr int pieces = 256;

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* database, std::string_view sql) : database_(database) {
    int const result = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                          &statement_, nullptr);
    if (result != SQLITE_OK) fail(database, result);
    // SQLite takes `$2` for a name and numbers names as it meets them; PostgreSQL takes it for the second parameter.
    int const count = sqlite3_bind_parameter_count(statement_);
    for (int number = 1; number <= count; ++number) {
      places_.push_back(sqlite3_bind_parameter_index(statement_, ("$" + std::to_string(number)).c_str()));
    }
  }
  SqliteStatement(SqliteStatement const&) = delete;
  SqliteStatement& operator=(SqliteStatement const&) = delete;
  ~SqliteStatement() override { sqlite3_finalize(statement_); }

  void start(std::span<Value const> parameters) override {
    base::ensure(!is_busy_, "no statement is used again while its rows are read");
    base::ensure(parameters.size() == places_.size(), "as many parameters as the statement names");
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      int const result = std::visit([&](auto const& value) { return bind(places_[i], value); }, parameters[i]);
      if (result != SQLITE_OK) fail(database_, result);
    }
    is_busy_ = true;
  }

  bool step() override {
    int const result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    fail(database_, result);
  }

  void finish() noexcept override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    is_busy_ = false;
  }

  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  std::string_view bytes(int column) const override {
    void const* const data = sqlite3_column_blob(statement_, column);
    if (data == nullptr) return {};
    return {static_cast<char const*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  int bind(int place, std::monostate) { return sqlite3_bind_null(statement_, place); }
  int bind(int place, std::int64_t number) { return sqlite3_bind_int64(statement_, place, number); }
  int bind(int place, std::string_view text) {
    char const* const data = text.empty() ? "" : text.data();
    return sqlite3_bind_text64(statement_, place, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  int bind(int place, Blob blob) {
    char const* const data = blob.bytes.empty() ? "" : blob.bytes.data();
    return sqlite3_bind_blob64(statement_, place, data, blob.bytes.size(), SQLITE_TRANSIENT);
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  std::vector<int> places_;
  bool is_busy_ = false;
};

}  // namespace

void SqliteConnection::Close::operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }

SqliteConnection::SqliteConnection(std::filesystem::path const& path, Access access) {
  int const flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
                    (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  prepare_library();
  sqlite3* database = nullptr;
  int const result = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  database_.reset(database);
  if (result != SQLITE_OK) fail(database, result);
  sqlite3_extended_result_codes(database, 1);
  sqlite3_db_config(database, SQLITE_DBCONFIG_LOOKASIDE, nullptr, piece_bytes, pieces);
  sqlite3_busy_timeout(database, busy_timeout_ms);
}

Statement& SqliteConnection::statement(std::string_view sql) {
  auto const known = statements_.find(sql);
  if (known != statements_.end()) return *known->second;
  auto made = std::make_unique<SqliteStatement>(database_.get(), sql);
  return *statements_.emplace(std::string(sql), std::move(made)).first->second;
}

std::int64_t SqliteConnection::changes() const { return sqlite3_total_changes64(database_.get()); }

std::int64_t SqliteConnection::changed_rows() const { return sqlite3_changes64(database_.get()); }

void SqliteConnection::act(std::string_view sql) {
  Statement& kept = statement(sql);
  struct GiveBack {
    Statement& kept;
    ~GiveBack() { kept.finish(); }
  } const give_back{kept};
  kept.start({});
  while (kept.step()) {
  }
}

void SqliteConnection::begin_write() { act("begin immediate"); }
void SqliteConnection::begin_read() { act("begin"); }
void SqliteConnection::commit() { act("commit"); }

void SqliteConnection::roll_back() noexcept {
  if (!in_transaction()) return;
  try {
    act("rollback");
  } catch (Failure const&) {  // NOLINT(bugprone-empty-catch)
    // A rollback fails only where the database has rolled back already.
  }
}

void SqliteConnection::begin_unit() { act("savepoint unit"); }
void SqliteConnection::keep_unit() { act("release unit"); }

void SqliteConnection::drop_unit() {
  act("rollback to unit");
  act("release unit");
}

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }

bool SqliteConnection::scrub() noexcept {
  return sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK;
}

void SqliteConnection::after_commit(std::function<void(int)> call) {
  committed_ = std::move(call);
  auto const hook = [](void* self, sqlite3*, char const*, int pages) {
    static_cast<SqliteConnection*>(self)->committed_(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database_.get(), hook, this);
}

void SqliteConnection::checkpoint() noexcept {
  sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void SqliteConnection::while_working(std::function<void()> call) {
  // Some milliseconds of work.
  constexpr int steps = 100'000;
  working_ = std::move(call);
  auto const hook = [](void* self) {
    static_cast<SqliteConnection*>(self)->working_();
    return 0;
  };
  sqlite3_progress_handler(database_.get(), steps, hook, this);
}

void SqliteConnection::run(std::string const& script) {
  int const result = sqlite3_exec(database_.get(), script.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(database_.get(), result);
}

}  // namespace store::sqlite
