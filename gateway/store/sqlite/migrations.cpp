#include "gateway/store/sqlite/migrations.hpp"

#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/sqlite/steps/agreed_words.hpp"
#include "gateway/store/sqlite/steps/api.hpp"
#include "gateway/store/sqlite/steps/case_life.hpp"
#include "gateway/store/sqlite/steps/cheaper_turns.hpp"
#include "gateway/store/sqlite/steps/clocks.hpp"
#include "gateway/store/sqlite/steps/consents.hpp"
#include "gateway/store/sqlite/steps/first_schema.hpp"
#include "gateway/store/sqlite/steps/keeping.hpp"
#include "gateway/store/sqlite/steps/outbound_asks.hpp"
#include "gateway/store/sqlite/steps/parts.hpp"
#include "gateway/store/sqlite/steps/people.hpp"

#include <array>
#include <string>

namespace store::sqlite {
namespace {

// A new step is a file in steps/ and a row here.
constexpr std::array<Migration, 11> all{{
    {1, steps::first_schema},
    {2, steps::outbound_asks},
    {3, steps::cheaper_turns},
    {4, steps::parts},
    {5, steps::people},
    {6, steps::api},
    {7, steps::agreed_words},
    {8, steps::clocks},
    {9, steps::case_life},
    {10, steps::consents},
    {11, steps::keeping},
}};

int schema_of(SqliteConnection& connection) {
  Statement& version = connection.statement("pragma user_version");
  version.start({});
  int const number = version.step() ? static_cast<int>(version.integer(0)) : 0;
  version.finish();
  return number;
}

}  // namespace

std::span<Migration const> migrations() { return all; }

base::Result<void> refuse_newer(SqliteConnection& connection) {
  int const found = schema_of(connection);
  int const newest = all.back().number;
  if (found <= newest) return {};
  return base::error(base::Code::environment, "The database was written by a newer version of Saathi (its schema is " +
                                                  std::to_string(found) + ", this program knows up to " +
                                                  std::to_string(newest) + "): install that version again.");
}

base::Result<void> migrate(SqliteConnection& connection) {
  if (base::Result<void> refused = refuse_newer(connection); !refused) return refused;
  int const found = schema_of(connection);
  for (Migration const& step : all) {
    if (step.number <= found) continue;
    connection.begin_write();
    connection.run(std::string(step.script));
    connection.run("pragma user_version = " + std::to_string(step.number));
    connection.commit();
  }
  return {};
}

}  // namespace store::sqlite
