// What the store asks of a database, so that everything above one folder is the same for each. `gateway/store/sqlite`
// is the first; a second is done when it passes the same store suite. Failures of the database are thrown as `Failure`
// and become an Error once, round the unit of work. Threads: a connection belongs to one thread.
#pragma once

#include "gateway/base/error.hpp"

#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string_view>
#include <variant>

namespace store {

class Failure : public std::exception {
 public:
  explicit Failure(base::Error error) : error_(std::move(error)) {}
  [[nodiscard]] base::Error const& error() const { return error_; }
  [[nodiscard]] char const* what() const noexcept override { return error_.message.c_str(); }

 private:
  base::Error error_;
};

struct Blob {
  std::string_view bytes;
};
using Value = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

// Prepared once per connection. `start`, then `step` until it says false; `finish` gives it back for the next use.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual void start(std::span<Value const> parameters) = 0;
  [[nodiscard]] virtual bool step() = 0;
  virtual void finish() noexcept = 0;

  // Of the row that `step` reached; columns from 0. Views live until the next step.
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view bytes(int column) const = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;
  // The statement for this text, prepared at its first use. Invariant: not one that is being stepped through.
  [[nodiscard]] virtual Statement& statement(std::string_view sql) = 0;
  [[nodiscard]] virtual std::int64_t changed_rows() const = 0;  // by the last insert, update or delete

  [[nodiscard]] virtual std::int64_t changes() const = 0;  // rows changed by all statements so far

  virtual void begin_write() = 0;  // the one writer, or Failure busy
  virtual void begin_read() = 0;   // one unchanging view until `commit`
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0;
  // One unit of work inside a transaction, where it must be possible to take it back alone.
  virtual void begin_unit() = 0;
  virtual void keep_unit() = 0;
  virtual void drop_unit() = 0;
  // What was deleted leaves the disk: whatever else still holds it (a log of what was written) is emptied. False:
  // somebody reads an earlier state, so try again later.
  [[nodiscard]] virtual bool scrub() noexcept = 0;
  // False after the database gave up a whole transaction by itself (disk full, broken).
  [[nodiscard]] virtual bool in_transaction() const = 0;
};

// An open database, its schema brought to this program's version. Holds whatever keeps other processes out.
class Database {
 public:
  virtual ~Database() = default;
  // For the one writer. Lives as long as the database.
  [[nodiscard]] virtual Connection& writer() = 0;
  // One more connection that can only read. Goes before the database does.
  [[nodiscard]] virtual std::unique_ptr<Connection> make_reader() = 0;
};

}  // namespace store
