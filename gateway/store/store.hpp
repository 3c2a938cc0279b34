// The store: units of work in, durable state out.
//   auto unit = [&](store::Transaction& tx) -> base::Result<store::MessageId> { … };
//   auto const added = co_await store.write(unit);     // resumes after the commit is on disk
// Every unit that waits when the writer comes round shares one commit (group commit without a window). A unit that
// fails, by Error or exception, is rolled back alone; if the commit fails, every unit in it gets that Error. A unit may
// be run a second time before its caller resumes: it assigns to what it captures and takes nothing away. Reads run
// on a few connections of their own, each unit on one unchanging state. Threads: all but `peek` from any. Awaiting
// calls resume on the caller's executor. `write_now`, `read_now` block: for the shell and tests, never on the loop
// thread or inside a unit. A unit captures by reference: its caller is suspended.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/task.hpp"
#include "gateway/store/seal.hpp"
#include "gateway/store/transaction.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

namespace store {

template <class F, class View>
using UnitResult = std::invoke_result_t<F&, View&>;

// Whether the store can be written, and if not, why, in a sentence for /readyz.
struct Health {
  bool writable = true;
  std::string why;
};

// Since the start; for metrics and tests.
struct Counts {
  std::uint64_t commits = 0;
  std::uint64_t commits_failed = 0;
  std::uint64_t units = 0;         // committed
  std::uint64_t units_failed = 0;  // rolled back, alone or with their commit
  std::size_t waiting = 0;         // now
  std::size_t reading = 0;         // now: reads that wait or run
};

struct Options {
  int readers = 2;
  // Called by the writer before each commit; an Error makes the commit fail with it. For tests.
  std::function<std::optional<base::Error>()> before_commit;
  // What case references are drawn from, used by the writer's thread alone; none: the system's. Outlives the store.
  base::Random* random = nullptr;
  // A disk of so many pages of 4 KiB; 0: the real one. For tests.
  std::int64_t pages_max = 0;
  // None: writer and readers have threads of their own. Else each piece of their work (a commit of all units that wait
  // by then, a read) is given to this, to be called once on the loop thread: so a whole gateway runs on one thread, in
  // an order that its owner chooses. `write_now` and `read_now` then do the work themselves. For tests.
  std::function<void(std::function<void()>)> run_later{};
};

class Store {
 public:
  virtual ~Store() = default;  // closes

  template <class F>
  [[nodiscard]] base::Task<UnitResult<F, Transaction>> write(F& unit) {
    std::optional<UnitResult<F, Transaction>> result;
    WriteUnit work = [&](Transaction& tx) { return run(unit, tx, result); };
    base::Task<std::optional<base::Error>> commit = submit(std::move(work));
    std::optional<base::Error> const failed = co_await std::move(commit);
    if (failed) co_return std::unexpected(*failed);
    co_return std::move(*result);
  }

  template <class F>
  [[nodiscard]] base::Task<UnitResult<F, Snapshot>> read(F& unit) {
    std::optional<UnitResult<F, Snapshot>> result;
    ReadUnit work = [&](Snapshot& snapshot) { return run(unit, snapshot, result); };
    base::Task<std::optional<base::Error>> view = submit(std::move(work));
    std::optional<base::Error> const failed = co_await std::move(view);
    if (failed) co_return std::unexpected(*failed);
    co_return std::move(*result);
  }

  // At once, for a few rows by key, on the thread of the store's executor alone. Sees every commit whose caller has
  // resumed. A list of unknown length belongs to `read`: it would hold up everybody.
  template <class F>
  [[nodiscard]] UnitResult<F, Snapshot> peek(F&& unit) {
    std::optional<UnitResult<F, Snapshot>> result;
    ReadUnit work = [&](Snapshot& snapshot) { return run(unit, snapshot, result); };
    if (std::optional<base::Error> failed = look(work)) return std::unexpected(*std::move(failed));
    return std::move(*result);
  }

  template <class F>
  [[nodiscard]] UnitResult<F, Transaction> write_now(F&& unit) {
    std::optional<UnitResult<F, Transaction>> result;
    WriteUnit work = [&](Transaction& tx) { return run(unit, tx, result); };
    if (std::optional<base::Error> failed = wait(std::move(work))) return std::unexpected(*std::move(failed));
    return std::move(*result);
  }

  template <class F>
  [[nodiscard]] UnitResult<F, Snapshot> read_now(F&& unit) {
    std::optional<UnitResult<F, Snapshot>> result;
    ReadUnit work = [&](Snapshot& snapshot) { return run(unit, snapshot, result); };
    if (std::optional<base::Error> failed = wait(std::move(work))) return std::unexpected(*std::move(failed));
    return std::move(*result);
  }

  // A fresh id, for what must be named before its unit of work runs.
  template <class AnyId>
  [[nodiscard]] AnyId next_id() {
    return AnyId{draw_id()};
  }

  // Called on the store's executor after commits that brought something for the outbox, the timers or the journal;
  // several commits may share a call. Set once, before the first unit.
  virtual void on_commit(std::function<void(Changes)> call) = 0;

  [[nodiscard]] virtual Health health() const = 0;
  [[nodiscard]] virtual Counts counts() const = 0;

  // Takes nothing more, finishes what waits, then lets go of the file. May be called twice.
  virtual void close() = 0;

 protected:
  // Nothing, or why the unit's work is not in the store.
  using WriteUnit = std::move_only_function<std::optional<base::Error>(Transaction&)>;
  using ReadUnit = std::move_only_function<std::optional<base::Error>(Snapshot&)>;

 private:
  [[nodiscard]] virtual base::Task<std::optional<base::Error>> submit(WriteUnit unit) = 0;
  [[nodiscard]] virtual base::Task<std::optional<base::Error>> submit(ReadUnit unit) = 0;
  [[nodiscard]] virtual std::optional<base::Error> wait(WriteUnit unit) = 0;
  [[nodiscard]] virtual std::optional<base::Error> wait(ReadUnit unit) = 0;
  [[nodiscard]] virtual std::optional<base::Error> look(ReadUnit& unit) = 0;
  [[nodiscard]] virtual std::int64_t draw_id() = 0;

  template <class F, class View, class R>
  static std::optional<base::Error> run(F& unit, View& view, std::optional<R>& result) {
    result.emplace(unit(view));
    if (!*result) return result->error();
    return std::nullopt;
  }
};

// Opens or makes the database: `sqlite:var/saathi.db` or a path. Errors (code environment): another process holds it,
// the key is not its key, its schema is newer than this program.
[[nodiscard]] base::Result<std::unique_ptr<Store>> open_store(std::string const& url, MasterKey const& keys,
                                                              boost::asio::any_io_executor executor,
                                                              base::Clock const& clock, Options options = {});

}  // namespace store
