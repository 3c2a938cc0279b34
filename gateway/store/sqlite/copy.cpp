#include "gateway/store/sqlite/copy.hpp"

#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/sqlite/migrations.hpp"

#include <algorithm>

namespace store::sqlite {
namespace {

using base::Result;

// What is written need not survive: the copy is read once and then removed. The cache is small, so that the file grows
// as the work goes on.
constexpr char const* copy_settings = R"sql(
pragma journal_mode = off;
pragma synchronous = off;
pragma foreign_keys = off;
pragma secure_delete = on;
pragma temp_store = memory;
pragma cache_size = -2048;
)sql";

constexpr char const* alone_settings = R"sql(
pragma journal_mode = memory;
pragma synchronous = full;
pragma secure_delete = on;
pragma temp_store = memory;
)sql";

// Only to be read, although the copy beside it is written. Everything that means something in a URI is escaped.
std::string read_only_uri(std::filesystem::path const& path) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string uri = "file:";
  for (char const c : std::filesystem::absolute(path).string()) {
    auto const code = static_cast<unsigned char>(c);
    bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("/._-").contains(c);
    if (is_plain) {
      uri += c;
    } else {
      uri.append({'%', digits[code >> 4], digits[code & 0xf]});
    }
  }
  return uri + "?mode=ro";
}

std::vector<std::string> first_column(SqliteConnection& connection, std::string_view sql,
                                      std::span<Value const> parameters = {}) {
  std::vector<std::string> texts;
  Statement& statement = connection.statement(sql);
  statement.start(parameters);
  while (statement.step()) texts.emplace_back(statement.bytes(0));
  statement.finish();
  return texts;
}

std::int64_t number(SqliteConnection& connection, std::string_view sql) {
  Statement& statement = connection.statement(sql);
  statement.start({});
  std::int64_t const found = statement.step() ? statement.integer(0) : 0;
  statement.finish();
  return found;
}

std::string fill(std::string const& table, std::span<LeftOut const> left_out) {
  std::string sql = "insert into main.\"" + table + "\" select * from live.\"" + table + "\"";
  auto const left = std::ranges::find(left_out, table, &LeftOut::table);
  if (left == left_out.end()) return sql;
  if (left->where.empty()) return {};
  return sql.append(" where not (").append(left->where).append(")");
}

void copy_tables(SqliteConnection& copy, std::span<LeftOut const> left_out) {
  // Tables before their indexes, both before the rows: equal tables are then copied row by row as they lie.
  for (std::string const& made :
       first_column(copy,
                    "select sql from live.sqlite_schema where sql is not null and name not like 'sqlite_%' "
                    "order by type = 'table' desc, rowid")) {
    copy.run(made);
  }
  for (std::string const& table :
       first_column(copy, "select name from live.sqlite_schema where type = 'table' and name not like 'sqlite_%'")) {
    if (std::string const sql = fill(table, left_out); !sql.empty()) copy.run(sql);
  }
}

template <class Open>
Result<std::unique_ptr<Connection>> opened(Open const& open) {
  try {
    return open();
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

}  // namespace

Result<int> copy_database(CopyOrder const& order) {
  try {
    SqliteConnection copy(order.to, Access::write);
    copy.run(copy_settings);
    std::string const live = read_only_uri(order.from);
    Value const parameter = std::string_view(live);
    (void)first_column(copy, "attach $1 as live", {&parameter, 1});
    std::int64_t const bytes = number(copy, "pragma live.page_count") * number(copy, "pragma live.page_size");
    copy.while_working([&] {
      std::error_code unknown;
      auto const done = static_cast<std::int64_t>(std::filesystem::file_size(order.to, unknown));
      if (order.progress && bytes > 0) order.progress(static_cast<int>(std::min<std::int64_t>(99, done * 100 / bytes)));
    });
    copy.begin_read();
    auto const schema = static_cast<int>(number(copy, "pragma live.user_version"));
    copy_tables(copy, order.left_out);
    copy.run("pragma main.user_version = " + std::to_string(schema));
    copy.commit();
    if (order.progress) order.progress(100);
    return schema;
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

Result<std::unique_ptr<Connection>> open_alone(std::filesystem::path const& path) {
  return opened([&] {
    auto connection = std::make_unique<SqliteConnection>(path, Access::write);
    connection->run(alone_settings);
    return connection;
  });
}

Result<std::unique_ptr<Connection>> open_beside(std::filesystem::path const& path) {
  return opened([&] { return std::make_unique<SqliteConnection>(path, Access::read); });
}

Result<bool> scrub_beside(std::filesystem::path const& path) {
  try {
    SqliteConnection connection(path, Access::write);
    connection.run("pragma wal_autocheckpoint = 0; select name from meta limit 1;");
    return connection.scrub();
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

int newest_schema() { return migrations().back().number; }

bool has_column(Connection& connection, std::string_view table, std::string_view column) {
  Statement& statement = connection.statement("select 1 from pragma_table_info($1) where name = $2");
  std::array<Value, 2> const parameters{table, column};
  statement.start(parameters);
  bool const is_there = statement.step();
  statement.finish();
  return is_there;
}

std::vector<std::string> find_damage(Connection& connection) {
  std::vector<std::string> damage;
  auto const look = [&](std::string_view sql, std::string_view about) {
    Statement& statement = connection.statement(sql);
    statement.start({});
    while (statement.step()) {
      std::string const found(statement.bytes(0));
      if (found != "ok") damage.push_back(std::string(about) + found + ".");
    }
    statement.finish();
  };
  try {
    look("pragma integrity_check", "The database is damaged: ");
    look("select \"table\" from pragma_foreign_key_check", "A record belongs to one that is missing, in the table ");
  } catch (Failure const& failure) {
    damage.push_back(failure.error().message);
  }
  return damage;
}

}  // namespace store::sqlite
