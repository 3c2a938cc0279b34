// What only this engine can be asked: its locks, its disk, its file.
#include "gateway/store/journal.hpp"
#include "gateway/store/sqlite/checkpointer.hpp"
#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/sqlite/lock_file.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#include <vector>

using namespace store_tests;
using base::Code;
using store::sqlite::Access;
using store::sqlite::SqliteConnection;

namespace {

base::Result<void> note(World& world) {
  return world.store->write_now([](Transaction& tx) -> base::Result<void> {
    tx.journal("line", "heard", "contact 7");
    return {};
  });
}

std::int64_t number(SqliteConnection& connection, char const* sql) {
  store::Rows rows(connection.statement(sql), {});
  return rows.next() ? rows.get<std::int64_t>(0) : -1;
}

}  // namespace

TEST_CASE("while another program holds the database, writes are refused as busy, and then go on by themselves") {
  World world;
  REQUIRE(note(world).has_value());
  SqliteConnection other(world.path(), Access::write);
  other.begin_write();
  base::Result<void> const refused = note(world);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Code::busy);
  CHECK_FALSE(world.store->health().writable);
  auto const read = world.read([](Snapshot& snapshot) { return store::last_journal_seq(snapshot); });
  CHECK(read == 1);  // reading goes on meanwhile
  other.roll_back();
  CHECK(note(world).has_value());
  CHECK(world.store->health().writable);
}

TEST_CASE("an unwritable store finds out by itself that it can be written again") {
  World world;
  SqliteConnection other(world.path(), Access::write);
  other.begin_write();
  REQUIRE_FALSE(note(world).has_value());
  other.roll_back();
  world.loop.until([&] { return world.store->health().writable; });
  CHECK(world.store->health().why.empty());
}

TEST_CASE("a full disk refuses what does not fit, keeps what it had, and takes more when there is room") {
  World world;
  store::ContactAt const her = world.contact();
  std::int64_t const pages = [&] {
    SqliteConnection look(world.path(), Access::read);
    return number(look, "pragma page_count");
  }();
  world.options.pages_max = pages + 8;
  world.open();
  int kept = 0;
  base::Error refusal;
  for (int i = 0; i < 200; ++i) {
    auto const added = world.store->write_now([&](Transaction& tx) {
      return store::add_message(tx, inbound(her, "p" + std::to_string(i), std::string(1000, 'x')));
    });
    if (!added) {
      refusal = added.error();
      break;
    }
    ++kept;
  }
  CHECK(kept > 0);
  CHECK(refusal.code == Code::storage);
  CHECK(refusal.message.find("disk is full") != std::string::npos);
  CHECK_FALSE(world.store->health().writable);

  world.options.pages_max = 0;
  world.open();
  auto const stored = world.read([&](Snapshot& s) { return store::history(s, her.contact.id, 1000).size(); });
  CHECK(stored == static_cast<std::size_t>(kept));
  CHECK(note(world).has_value());
}

TEST_CASE("when the disk fills in the middle of a commit, who was told yes is on disk and who was told no is not") {
  World world;
  store::ContactAt const her = world.contact();
  std::int64_t const pages = [&] {
    SqliteConnection look(world.path(), Access::read);
    return number(look, "pragma page_count");
  }();
  world.options.pages_max = pages + 8;
  world.open();
  constexpr int threads = 4;
  std::vector<std::vector<std::string>> accepted(threads);
  std::vector<std::thread> workers;
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&, worker] {
      for (int i = 0; i < 30; ++i) {
        std::string const id = std::to_string(worker) + "-" + std::to_string(i);
        auto const added = world.store->write_now(
            [&](Transaction& tx) { return store::add_message(tx, inbound(her, id, std::string(500, 'x'))); });
        if (added) accepted[static_cast<std::size_t>(worker)].push_back(id);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  std::size_t told_yes = 0;
  for (std::vector<std::string> const& ids : accepted) {
    told_yes += ids.size();
    for (std::string const& id : ids) {
      CHECK(world.read([&](Snapshot& s) { return store::seen(s, "np-1", id).has_value(); }));
    }
  }
  CHECK(told_yes > 0);
  CHECK(told_yes < 120);
  CHECK(world.read([&](Snapshot& s) { return store::history(s, her.contact.id, 1000).size(); }) == told_yes);
}

TEST_CASE("a database of a newer version is refused with a sentence and left as it is") {
  World world;
  world.store.reset();
  {
    SqliteConnection raw(world.path(), Access::write);
    raw.run("pragma user_version = 999");
  }
  auto const refused = world.try_open();
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Code::environment);
  CHECK(refused.error().message.find("newer version") != std::string::npos);
  SqliteConnection raw(world.path(), Access::read);
  CHECK(number(raw, "pragma user_version") == 999);
}

TEST_CASE("a second opening is refused while the first holds the store, in this process and in another") {
  World world;
  auto const second = world.try_open();
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == Code::environment);
  CHECK(second.error().message.find("Another process holds the store") != std::string::npos);

  auto const taken_by_another = [&] {
    pid_t const child = fork();
    if (child == 0) _exit(store::sqlite::LockFile::take(world.path()).has_value() ? 1 : 0);
    int status = 0;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status) == 1;
  };
  CHECK_FALSE(taken_by_another());
  world.store.reset();
  CHECK(taken_by_another());
  CHECK(world.try_open().has_value());
}

TEST_CASE("the key of another database is refused with a sentence") {
  World world;
  world.contact();
  world.store.reset();
  world.key = store::make_master_key();
  auto const refused = world.try_open();
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Code::environment);
  CHECK(refused.error().message.find("does not belong to this database") != std::string::npos);
}

TEST_CASE("only its owner may read the files of the store") {
  World world;
  world.contact();
  for (auto const& file : std::filesystem::directory_iterator(world.folder.path())) {
    struct stat status{};
    REQUIRE(::stat(file.path().c_str(), &status) == 0);
    CHECK((status.st_mode & 077) == 0);
  }
}

TEST_CASE("the log is written back beside the commits, and begins anew") {
  Folder folder;
  SqliteConnection writer(folder.path() / "a.db", Access::write);
  writer.run("pragma journal_mode = wal; pragma synchronous = off; create table meta (name text); create table t (x)");
  store::sqlite::Checkpointer checkpointer(folder.path() / "a.db");
  int in_log = 0;
  bool has_begun_anew = false;
  writer.after_commit([&](int pages) {
    has_begun_anew = pages < in_log;
    in_log = pages;
    if (checkpointer.note(pages)) writer.checkpoint();
  });
  // Far more than one log holds: the other thread gets its turn meanwhile.
  for (int i = 0; i < 200'000 && !has_begun_anew; ++i) writer.run("insert into t values (randomblob(3000))");
  CHECK(has_begun_anew);
}

TEST_CASE("commits are flushed to disk, what refers is there, and what is deleted is overwritten") {
  World world;
  auto const setting = [&](char const* pragma) {
    return world.write([&](Transaction& tx) {
      store::Rows rows = tx.query(pragma);
      return rows.next() ? rows.get<std::int64_t>(0) : -1;
    });
  };
  CHECK(setting("pragma synchronous") == 2);
  CHECK(setting("pragma foreign_keys") == 1);
  CHECK(setting("pragma secure_delete") == 1);
}

TEST_CASE("a place where no database can be is an error of the environment") {
  Folder folder;
  support::ManualClock clock;
  support::Loop loop;
  store::MasterKey const key = store::make_master_key();
  auto const open = [&](std::string const& url) {
    auto const opened = store::open_store(url, key, loop.executor(), clock);
    return opened ? Code::internal : opened.error().code;
  };
  CHECK(open("/dev/null/saathi.db") == Code::environment);
  CHECK(open("postgresql://localhost/saathi") == Code::environment);
  CHECK(store::open_store("sqlite:" + (folder.path() / "new" / "saathi.db").string(), key, loop.executor(), clock)
            .has_value());
}

TEST_CASE("a journal that was tampered with is found out, at the entry") {
  World world;
  for (int i = 0; i < 5; ++i) REQUIRE(note(world).has_value());
  struct Row {
    char const* tamper;
    std::int64_t found_at;
  };
  Row const row = GENERATE(
      Row{"update journal set who = 'Bina' where seq = 3", 3}, Row{"update journal set at = at + 1 where seq = 1", 1},
      Row{"update journal set detail = '{}' where seq = 5", 5}, Row{"delete from journal where seq = 2", 2},
      Row{"delete from journal where seq = 5", 5}, Row{"update journal set hash = x'00' where seq = 4", 4},
      Row{"update journal set previous = x'' where seq = 4", 4},
      Row{"insert into journal select 0, at, who, what, subject, detail, previous, hash from "
          "journal where seq = 1",
          0});
  {
    SqliteConnection raw(world.path(), Access::write);
    raw.run(row.tamper);
  }
  std::int64_t const from = row.found_at == 0 ? 0 : 1;
  auto const broken = world.read([&](Snapshot& snapshot) { return store::verify_journal(snapshot, from, 5); });
  REQUIRE(broken.has_value());
  CHECK(broken->seq == row.found_at);
}
