// One SQLite connection and its prepared statements. SQLite's own header stays in this folder's sources.
// Threads: one thread at a time.
#pragma once

#include "gateway/store/engine.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace store::sqlite {

// How long a statement waits for another program's lock before it says busy. Short: whoever waits behind the writer is
// better served by an honest "try again".
inline constexpr int busy_timeout_ms = 250;

enum class Access { write, read };

class SqliteConnection final : public Connection {
 public:
  // Throws Failure.
  SqliteConnection(std::filesystem::path const& path, Access access);
  SqliteConnection(SqliteConnection const&) = delete;
  SqliteConnection& operator=(SqliteConnection const&) = delete;
  ~SqliteConnection() override = default;

  [[nodiscard]] Statement& statement(std::string_view sql) override;
  [[nodiscard]] std::int64_t changed_rows() const override;
  [[nodiscard]] std::int64_t changes() const override;
  void begin_write() override;
  void begin_read() override;
  void commit() override;
  void roll_back() noexcept override;
  void begin_unit() override;
  void keep_unit() override;
  void drop_unit() override;
  [[nodiscard]] bool in_transaction() const override;
  [[nodiscard]] bool scrub() noexcept override;

  // Called after each commit with the number of pages in the log, in place of SQLite's own checkpoints.
  void after_commit(std::function<void(int)> call);
  // Writes the log back as far as nobody is in the way; what fails is tried again with the next one.
  void checkpoint() noexcept;

  // Called now and then while a long statement works, on the same thread; not to use this connection.
  void while_working(std::function<void()> call);

  // Several statements, not kept: settings and migrations.
  void run(std::string const& script);

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept;
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };

  void act(std::string_view sql);

  std::function<void(int)> committed_;
  std::function<void()> working_;
  std::unique_ptr<sqlite3, Close> database_;
  std::unordered_map<std::string, std::unique_ptr<Statement>, TextHash, std::equal_to<>> statements_;
};

}  // namespace store::sqlite
