// A unit of work's view of the store. `Snapshot` reads one unchanging state; `Transaction` writes too. The nouns' own
// functions take one of them; nobody else writes SQL.
//   Rows rows = snapshot.query("select id from contact where version > $1", 3);
//   while (rows.next()) … rows.get<ContactId>(0) …
// Threads: lives and dies inside one unit, on the store's thread.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/ids.hpp"
#include "gateway/store/engine.hpp"
#include "gateway/store/ids.hpp"
#include "gateway/store/seal.hpp"
#include "gateway/store/words.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace store {

using base::Instant;

// How each type of ours stands as a parameter and as a column.
[[nodiscard]] inline Value value(std::string_view text) { return text; }
[[nodiscard]] inline Value value(Blob blob) { return blob; }
template <std::integral T>
[[nodiscard]] Value value(T number) {
  return static_cast<std::int64_t>(number);
}
template <class Noun>
[[nodiscard]] Value value(Id<Noun> id) {
  return id ? Value{id.value} : Value{};
}
[[nodiscard]] inline Value value(Instant at) { return std::int64_t{at.time_since_epoch().count()}; }
template <Worded E>
[[nodiscard]] Value value(E word) {
  return name(word);
}
template <class T>
[[nodiscard]] Value value(std::optional<T> const& some) {
  return some ? value(*some) : Value{};
}

template <class T>
struct Column;

// The rows of one query. Gives its statement back when it goes.
class Rows {
 public:
  Rows(Statement& statement, std::span<Value const> parameters) : statement_(&statement) {
    statement.start(parameters);
  }
  Rows(Rows&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Rows& operator=(Rows&&) = delete;
  ~Rows() {
    if (statement_ != nullptr) statement_->finish();
  }

  [[nodiscard]] bool next() { return statement_->step(); }
  [[nodiscard]] bool is_null(int column) const { return statement_->is_null(column); }
  [[nodiscard]] std::string_view bytes(int column) const { return statement_->bytes(column); }
  template <class T>
  [[nodiscard]] T get(int column) const {
    return Column<T>::read(*statement_, column);
  }

 private:
  Statement* statement_;
};

template <std::integral T>
struct Column<T> {
  static T read(Statement const& row, int column) { return static_cast<T>(row.integer(column)); }
};
template <>
struct Column<bool> {
  static bool read(Statement const& row, int column) { return row.integer(column) != 0; }
};
template <>
struct Column<std::string> {
  static std::string read(Statement const& row, int column) { return std::string(row.bytes(column)); }
};
template <class Noun>
struct Column<Id<Noun>> {
  static Id<Noun> read(Statement const& row, int column) { return {row.integer(column)}; }  // null: none
};
template <>
struct Column<Instant> {
  static Instant read(Statement const& row, int column) { return Instant{base::Milliseconds{row.integer(column)}}; }
};
template <Worded E>
struct Column<E> {
  static E read(Statement const& row, int column) {
    std::optional<E> const word = parse_word<E>(row.bytes(column));
    if (!word) throw Failure({base::Code::storage, "The database holds a word that this version does not know.", {}});
    return *word;
  }
};
template <class T>
struct Column<std::optional<T>> {
  static std::optional<T> read(Statement const& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return Column<T>::read(row, column);
  }
};

class Snapshot {
 public:
  Snapshot(Connection& connection, Sealer& sealer, Instant now) : connection_(connection), sealer_(sealer), now_(now) {}
  Snapshot(Snapshot const&) = delete;
  Snapshot& operator=(Snapshot const&) = delete;

  [[nodiscard]] Instant now() const { return now_; }  // one and the same throughout the unit
  [[nodiscard]] Sealer& sealer() { return sealer_; }

  template <class... Parameters>
  [[nodiscard]] Rows query(std::string_view sql, Parameters const&... parameters) {
    std::array<Value, sizeof...(Parameters)> const values{value(parameters)...};
    return Rows(connection_.statement(sql), values);
  }

 protected:
  Connection& connection_;

 private:
  Sealer& sealer_;
  Instant now_;
};

// What a commit brought, so that those who wait for it are woken and nobody else.
struct Changes {
  bool outbox = false;
  bool timers = false;
  bool journal = false;
  bool erased = false;  // somebody was: nothing of hers may stay in a log
  [[nodiscard]] bool any() const { return outbox || timers || journal; }
};

// The newest link of the journal's chain, kept by the writer so that no unit has to read it.
struct JournalHead {
  std::int64_t seq = 0;
  std::string hash;  // 32 bytes; empty before the first entry
};

// What outlives one unit: held by the writer.
struct WriterState {
  std::function<std::int64_t()> next_id;
  base::Random& random;
  std::optional<JournalHead> journal_head{};  // nothing: to be read again
  Changes changes{};                          // of the commit under way
  std::vector<Owner> new_keys{};              // of the commit under way: forgotten if it fails
};

class Transaction : public Snapshot {
 public:
  Transaction(Connection& connection, Sealer& sealer, Instant now, WriterState& state)
      : Snapshot(connection, sealer, now), state_(state) {}

  // Rows changed.
  template <class... Parameters>
  std::int64_t execute(std::string_view sql, Parameters const&... parameters) {
    {
      Rows rows = query(sql, parameters...);
      while (rows.next()) {
      }
    }
    return connection_.changed_rows();
  }

  template <class AnyId>
  [[nodiscard]] AnyId next_id() {
    return AnyId{state_.next_id()};
  }

  [[nodiscard]] base::Random& random() { return state_.random; }

  // True the first time in this unit: a contact's version rises at most once a unit, so that everything a unit does
  // may be checked against the one version it was computed from.
  [[nodiscard]] bool touches_first(ContactId contact) {
    if (has_touched(contact)) return false;
    touched_.push_back(contact);
    return true;
  }
  [[nodiscard]] bool has_touched(ContactId contact) const {
    return std::ranges::find(touched_, contact) != touched_.end();
  }
  // Her version will be raised at the end of this unit in any case, with her chain of messages: not before.
  void promise_touch(ContactId contact) { promised_ = contact; }
  [[nodiscard]] bool is_touch_promised(ContactId contact) const { return promised_ == contact; }

  // Who did or saw what, to which subject ("case K-40213", "contact 7"). `detail` is JSON or empty.
  // Invariant: names no person that texts or calls us.
  void journal(std::string_view who, std::string_view what, std::string_view subject, std::string_view detail = {});

  void note_new_key(Owner owner) { state_.new_keys.push_back(owner); }
  [[nodiscard]] Changes& changes() { return state_.changes; }
  [[nodiscard]] std::optional<JournalHead>& journal_head() { return state_.journal_head; }

 private:
  WriterState& state_;
  std::vector<ContactId> touched_;
  ContactId promised_;
};

}  // namespace store
