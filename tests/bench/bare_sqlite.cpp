// A bare SQLite insert, without anything of ours: the store's own reference.
#include "tests/bench/machine.hpp"
#include "tests/bench/references.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <random>
#include <stdexcept>

namespace bench {

namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

void run(sqlite3* database, char const* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(std::string("SQLite: ") + sqlite3_errmsg(database));
}

}  // namespace

Sample bare_sqlite(std::filesystem::path const& file, int batch, double seconds) {
  for (char const* end : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + end);
  sqlite3* raw = nullptr;
  if (sqlite3_open(file.c_str(), &raw) != SQLITE_OK) throw std::runtime_error("SQLite cannot open " + file.string());
  std::unique_ptr<sqlite3, Close> const database(raw);
  run(raw, "pragma journal_mode = wal");
  run(raw, "pragma synchronous = full");
  run(raw, "create table row (id integer primary key, name text not null unique, bytes blob not null) strict");
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(raw, "insert into row (name, bytes) values (?, ?)", -1, &prepared, nullptr);
  std::unique_ptr<sqlite3_stmt, Close> const insert(prepared);

  std::mt19937_64 random(1);
  std::string const bytes(300, 'x');
  Meter meter({::getpid()});
  meter.begin();
  auto const begun = std::chrono::steady_clock::now();
  std::chrono::duration<double> took{};
  double rows = 0;
  while (took.count() < seconds) {
    run(raw, "begin immediate");
    for (int i = 0; i < batch; ++i, ++rows) {
      std::string const name = std::to_string(random()) + std::to_string(random());
      sqlite3_bind_text(prepared, 1, name.data(), static_cast<int>(name.size()), SQLITE_STATIC);
      sqlite3_bind_blob(prepared, 2, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
      if (sqlite3_step(prepared) != SQLITE_DONE) throw std::runtime_error("SQLite does not insert");
      sqlite3_reset(prepared);
    }
    run(raw, "commit");
    took = std::chrono::steady_clock::now() - begun;
  }
  meter.end();
  return {{"rate", rows / took.count()},
          {"cpu_us", meter.cpu() * 1e6 / rows},
          {"written_kb", static_cast<double>(meter.written()) / 1024 / rows}};
}

}  // namespace bench
