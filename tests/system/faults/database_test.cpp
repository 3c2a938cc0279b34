// The database is there and cannot be used: not to be written, held by another program, of a newer version.
#include "gateway/store/sqlite/connection.hpp"
#include "tests/support/catch.hpp"
#include "tests/system/faults/disks.hpp"
#include "tests/system/stored.hpp"

namespace {

using namespace support;
namespace fs = std::filesystem;

constexpr char const* channel = "[[channel]]\nid = \"lo\"\nprovider = \"local\"\naddress = \"4040\"\n";

// What a program that holds the write lock looks like from outside.
class Holder {
 public:
  explicit Holder(fs::path const& database) : connection_(database, store::sqlite::Access::write) {
    connection_.begin_write();
  }
  ~Holder() { connection_.roll_back(); }
  Holder(Holder const&) = delete;
  Holder& operator=(Holder const&) = delete;

 private:
  store::sqlite::SqliteConnection connection_;
};

// Makes a good database and stops.
void run_once(Serving& serving) {
  serving.start();
  REQUIRE(serving.text("first", person(1), "talab payena").status == 200);
  REQUIRE(serving.stop() == 0);
}

}  // namespace

TEST_CASE("A start over a database that may not be written ends with 3 and names the file") {
  fs::perms const readable = fs::perms::owner_read;
  Serving serving({.channels = channel, .store = {}, .within = bound_by_rights()});
  run_once(serving);
  std::string const before = file_text(serving.database());
  fs::permissions(serving.database(), readable);
  Ended const ended = serving.run({"serve"});
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains(serving.database().string() + " cannot be opened: Permission denied"));
  CHECK((file_text(serving.database()) == before));
}

TEST_CASE("A start in a folder that may not be written ends with 3 and names the file") {
  Folder const folder;
  Serving serving({.channels = channel, .store = folder.path(), .within = bound_by_rights()});
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  Ended const ended = serving.run({"serve"});
  fs::permissions(folder.path(), fs::perms::owner_all);
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains("cannot be opened: Permission denied"));
}

TEST_CASE("While another program holds the database texts are refused with 503, and afterwards each is stored once") {
  ThreadedSink sink;
  Serving serving({.channels = local_channel(sink.port())});
  serving.start();
  REQUIRE(serving.text("a", person(1), "talab payena").status == 200);
  {
    Holder const holder(serving.database());
    Answer const refused = serving.text("b", person(2), "talab payena");
    CHECK(refused.status == 503);
    CHECK(refused.head.contains("Retry-After: "));
    Answer const ready = http(serving.port(), "GET", "/readyz");
    CHECK(ready.status == 503);
    CHECK(ready.body.contains("Another program holds the database"));
    CHECK(serving.text("b", person(2), "talab payena").status == 503);
  }
  CHECK(eventually([&] { return http(serving.port(), "GET", "/readyz").status == 200; }));
  CHECK(serving.text("b", person(2), "talab payena").status == 200);
  CHECK(serving.text("b", person(2), "talab payena").status == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, {"a", "b"});
  CHECK(stored.replies.size() == 2);
  CHECK(stored.repeated.empty());
  for (auto const& [id, count] : sink.arrivals()) CHECK(count == 1);
}

TEST_CASE("A start while another program holds the database ends with 3 and says so") {
  Serving serving({.channels = channel});
  run_once(serving);
  Holder const holder(serving.database());
  Ended const ended = serving.run({"serve"});
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains("Another program holds the database"));
}

TEST_CASE("A second gateway on the same store ends with 3, and the first goes on") {
  Serving serving({.channels = channel});
  serving.start();
  Ended const ended = serving.run({"serve"});
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains("Another process holds the store"));
  CHECK(serving.text("a", person(1), "talab payena").status == 200);
  CHECK(serving.stop() == 0);
}

TEST_CASE("A database left by a newer version is refused with 3 and not a byte of it changes") {
  // Where SQLite's file format keeps the schema's number, and how it journals (1: as a restored copy may, 2: ahead).
  constexpr std::size_t schema_at = 60;
  constexpr std::size_t journal_at = 18;
  bool const is_copy = GENERATE(false, true);
  Serving serving({.channels = channel});
  run_once(serving);
  std::string bytes = file_text(serving.database());
  bytes[schema_at + 2] = 3;
  if (is_copy) bytes[journal_at] = bytes[journal_at + 1] = 1;
  write_file(serving.database(), bytes);
  Ended const ended = serving.run({"serve"});
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains("The database was written by a newer version of Saathi"));
  CHECK((file_text(serving.database()) == bytes));
}

TEST_CASE("A file that is no database ends the start with 3, and is left as it is") {
  Serving serving({.channels = channel});
  std::string const bytes(8192, 'x');
  write_file(serving.database(), bytes);
  Ended const ended = serving.run({"serve"});
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains("The database file is damaged"));
  CHECK((file_text(serving.database()) == bytes));
}
