// The schema of every release is frozen here. A change of a released step fails this test: the next change is the next
// step. After adding step N: SAATHI_FREEZE_SCHEMA=1 build/.../store_tests "the schema*" writes schemas/N.sql once.
#include "gateway/store/sqlite/migrations.hpp"

#include "gateway/store/sealed_columns.hpp"
#include "gateway/store/sqlite/connection.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>

using namespace store_tests;
using store::sqlite::Access;
using store::sqlite::SqliteConnection;

namespace {

std::filesystem::path frozen_file(int number) {
  return std::filesystem::path(SAATHI_SOURCE_DIR) / "tests/gateway/store/schemas" / (std::to_string(number) + ".sql");
}

std::string read_file(std::filesystem::path const& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string schema_of(SqliteConnection& connection) {
  std::string schema;
  store::Rows rows(connection.statement("select sql from sqlite_master where sql is not null order by type desc, name"),
                   {});
  while (rows.next()) schema.append(rows.bytes(0)).append(";\n\n");
  return schema;
}

void require_migrated(SqliteConnection& connection) {
  base::Result<void> const migrated = store::sqlite::migrate(connection);
  REQUIRE(migrated.has_value());
}

}  // namespace

TEST_CASE("the schema of the newest step is the frozen one") {
  Folder folder;
  SqliteConnection connection(folder.path() / "a.db", Access::write);
  require_migrated(connection);
  int const newest = store::sqlite::migrations().back().number;
  if (std::getenv("SAATHI_FREEZE_SCHEMA") != nullptr && !std::filesystem::exists(frozen_file(newest))) {
    std::ofstream(frozen_file(newest)) << schema_of(connection);
  }
  REQUIRE(std::filesystem::exists(frozen_file(newest)));
  CHECK(schema_of(connection) == read_file(frozen_file(newest)));
}

TEST_CASE("a database of any released schema is brought to the newest") {
  int const newest = store::sqlite::migrations().back().number;
  for (store::sqlite::Migration const& step : store::sqlite::migrations()) {
    Folder folder;
    SqliteConnection connection(folder.path() / "a.db", Access::write);
    connection.run(read_file(frozen_file(step.number)));
    connection.run("pragma user_version = " + std::to_string(step.number));
    require_migrated(connection);
    CHECK(schema_of(connection) == read_file(frozen_file(newest)));
  }
}

TEST_CASE("steps are numbered one by one") {
  int expected = 1;
  for (store::sqlite::Migration const& step : store::sqlite::migrations()) CHECK(step.number == expected++);
}

TEST_CASE("migrating twice changes nothing") {
  Folder folder;
  SqliteConnection connection(folder.path() / "a.db", Access::write);
  require_migrated(connection);
  std::string const once = schema_of(connection);
  require_migrated(connection);
  CHECK(schema_of(connection) == once);
}

TEST_CASE("every column of the sealed list is a blob of the schema") {
  Folder folder;
  SqliteConnection connection(folder.path() / "a.db", Access::write);
  require_migrated(connection);
  for (store::SealedColumn const& column : store::sealed_columns::all) {
    std::array<store::Value, 2> const parameters{column.table, column.column};
    store::Rows rows(connection.statement("select type from pragma_table_info($1) where name = $2"), parameters);
    REQUIRE(rows.next());
    CHECK(rows.bytes(0) == "BLOB");
  }
}
