// The rim of the store: the one place where units of work meet coroutines. What runs them is in writer and readers.
#include "gateway/store/store.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/base/ids.hpp"
#include "gateway/base/sync.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/near_view.hpp"
#include "gateway/store/readers.hpp"
#include "gateway/store/sqlite/database.hpp"
#include "gateway/store/writer.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <functional>
#include <future>

namespace store {
namespace {

using base::Code;
using base::Error;
using base::Result;

// Ids above all that the database holds, also after the clock was set back.
class Ids {
 public:
  explicit Ids(base::Clock const& clock) : source_(clock) {}
  void start_above(std::int64_t highest) { last_ = highest; }
  [[nodiscard]] std::int64_t next() {
    std::scoped_lock const lock(mutex_);
    last_ = std::max(source_.next(), last_ + 1);
    return last_;
  }

 private:
  base::IdSource source_;
  std::mutex mutex_;
  std::int64_t last_ = 0;
};

// Brings what a commit changed to the loop. Several commits share one call if the loop is busy. Outlives the store in a
// call that is on its way: then nobody listens any more.
class Bell : public std::enable_shared_from_this<Bell> {
 public:
  explicit Bell(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

  void listen(std::function<void(Changes)> call) {
    std::scoped_lock const lock(mutex_);
    call_ = std::move(call);
  }

  void ring(Changes changes) {
    std::scoped_lock const lock(mutex_);
    if (!call_) return;
    bool const is_on_its_way = pending_.any();
    pending_.outbox |= changes.outbox;
    pending_.timers |= changes.timers;
    pending_.journal |= changes.journal;
    if (!is_on_its_way) boost::asio::post(executor_, [self = shared_from_this()] { self->arrive(); });
  }

 private:
  void arrive() {
    std::function<void(Changes)> call;
    Changes changes;
    {
      std::scoped_lock const lock(mutex_);
      call = call_;
      changes = std::exchange(pending_, {});
    }
    if (call) call(changes);
  }

  boost::asio::any_io_executor executor_;
  std::mutex mutex_;
  std::function<void(Changes)> call_;
  Changes pending_;
};

struct Parts {
  std::unique_ptr<Database> database;
  std::unique_ptr<Sealer> sealer;
  std::unique_ptr<Ids> ids;
  std::unique_ptr<base::Random> own_random;
};

class LocalStore final : public Store {
 public:
  LocalStore(Parts parts, boost::asio::any_io_executor executor, base::Clock const& clock, Options options)
      : parts_(std::move(parts)),
        clock_(clock),
        run_later_(std::move(options.run_later)),
        bell_(std::make_shared<Bell>(executor)),
        near_(parts_.database->make_reader(), *parts_.sealer, std::move(executor)),
        writer_({.connection = parts_.database->writer(),
                 .sealer = *parts_.sealer,
                 .next_id = [this] { return parts_.ids->next(); },
                 .random = options.random != nullptr ? *options.random : *parts_.own_random,
                 .before_commit = std::move(options.before_commit),
                 .committed = [this](Changes changes) { bell_->ring(changes); },
                 .has_work = later([this] { writer_.work(); })}),
        readers_(connect(run_later_ ? 1 : options.readers), *parts_.sealer, later([this] { readers_.work(); })) {}

  ~LocalStore() override { LocalStore::close(); }

  void on_commit(std::function<void(Changes)> call) override { bell_->listen(std::move(call)); }
  [[nodiscard]] Health health() const override { return writer_.health(); }
  [[nodiscard]] Counts counts() const override {
    Counts counts = writer_.counts();
    counts.reading = readers_.unfinished();
    return counts;
  }

  void close() override {
    writer_.close();
    readers_.close();
    bell_->listen({});
  }

 private:
  [[nodiscard]] base::Task<std::optional<Error>> submit(WriteUnit unit) override {
    return hand_over(writer_, WriteJob{.unit = std::move(unit), .now = clock_.now(), .done = {}});
  }
  [[nodiscard]] base::Task<std::optional<Error>> submit(ReadUnit unit) override {
    return hand_over(readers_, ReadJob{.unit = std::move(unit), .now = clock_.now(), .done = {}});
  }
  [[nodiscard]] std::optional<Error> wait(WriteUnit unit) override {
    return wait_for(writer_, WriteJob{.unit = std::move(unit), .now = clock_.now(), .done = {}});
  }
  [[nodiscard]] std::optional<Error> wait(ReadUnit unit) override {
    return wait_for(readers_, ReadJob{.unit = std::move(unit), .now = clock_.now(), .done = {}});
  }
  [[nodiscard]] std::optional<Error> look(ReadUnit& unit) override {
    return near_.peek(unit, clock_.now(), writer_.commits());
  }
  [[nodiscard]] std::int64_t draw_id() override { return parts_.ids->next(); }

  template <class Worker, class Job>
  [[nodiscard]] base::Task<std::optional<Error>> hand_over(Worker& worker, Job job) {
    boost::asio::any_io_executor const loop = co_await boost::asio::this_coro::executor;
    auto [promise, future] = base::make_promise<std::optional<Error>>(loop);
    job.done = [kept = std::move(promise)](std::optional<Error> outcome) mutable { kept.set(std::move(outcome)); };
    std::optional<Error> refused = worker.add(job);
    if (refused) co_return refused;
    base::Task<std::optional<Error>> taking = future.take();
    std::optional<Error> outcome = co_await std::move(taking);
    co_return outcome;
  }

  template <class Worker, class Job>
  [[nodiscard]] std::optional<Error> wait_for(Worker& worker, Job job) {
    base::ensure(!writer_.is_this_thread() && !readers_.is_this_thread(), "no unit of work waits for another");
    std::promise<std::optional<Error>> promise;
    std::future<std::optional<Error>> future = promise.get_future();
    job.done = [&promise](std::optional<Error> outcome) { promise.set_value(std::move(outcome)); };
    if (std::optional<Error> refused = worker.add(job)) return refused;
    while (run_later_ && future.wait_for(std::chrono::seconds(0)) != std::future_status::ready) worker.work();
    return future.get();
  }

  // Work that is still to be done when the store has gone is done already: closing finished it.
  [[nodiscard]] std::function<void()> later(std::function<void()> work) {
    if (!run_later_) return {};
    return [this, work = std::move(work)] {
      run_later_([work, is_here = std::weak_ptr<bool>(is_here_)] {
        if (!is_here.expired()) work();
      });
    };
  }

  [[nodiscard]] std::vector<std::unique_ptr<Connection>> connect(int count) {
    std::vector<std::unique_ptr<Connection>> connections;
    for (int i = 0; i < count; ++i) connections.push_back(parts_.database->make_reader());
    return connections;
  }

  Parts parts_;
  base::Clock const& clock_;
  std::function<void(std::function<void()>)> run_later_;
  std::shared_ptr<bool> is_here_ = std::make_shared<bool>(true);
  std::shared_ptr<Bell> bell_;
  NearView near_;
  Writer writer_;
  Readers readers_;
};

// Made at the first opening, opened at every later one.
Result<void> check_key(Transaction& tx) {
  std::string check;
  {
    Rows rows = tx.query("select value from meta where name = $1", key_check_name);
    if (rows.next()) check = rows.get<std::string>(0);
  }
  if (check.empty()) {
    tx.execute("insert into meta (name, value) values ($1, $2)", key_check_name, Blob{tx.sealer().make_check()});
    return {};
  }
  if (tx.sealer().opens_check(check)) return {};
  return base::error(Code::environment,
                     "The key file does not belong to this database: put back the key that it was made with.");
}

// What addresses are found by; a database that has none yet has the one that is derived from its first master key.
Result<void> ensure_lookup(Transaction& tx) {
  std::string wrapped;
  {
    Rows rows = tx.query("select value from meta where name = $1", lookup_key_name);
    if (rows.next()) wrapped = rows.bytes(0);
  }
  if (wrapped.empty()) {
    tx.execute("insert into meta (name, value) values ($1, $2)", lookup_key_name,
               Blob{tx.sealer().make_wrapped_lookup()});
    return {};
  }
  if (tx.sealer().take_lookup(wrapped)) return {};
  return base::error(Code::environment, "What addresses are found by does not open with this master key.");
}

std::int64_t highest_id(Snapshot& snapshot) {
  Rows rows = snapshot.query(
      "select max(id) from (select max(id) as id from contact union all select max(id) from address "
      "union all select max(id) from conversation union all select max(id) from turn "
      "union all select max(id) from message union all select max(id) from call "
      "union all select max(id) from case_record union all select max(id) from part) as every_id");
  return rows.next() ? rows.get<std::int64_t>(0) : 0;
}

// What must be known before the writer's thread begins.
Result<void> prepare(Parts& parts, MasterKey const& keys, base::Clock const& clock) {
  Connection& connection = parts.database->writer();
  WriterState state{.next_id = {}, .random = *parts.own_random};
  connection.begin_write();
  Transaction tx(connection, *parts.sealer, clock.now(), state);
  Result<void> checked = check_key(tx);
  if (!checked) {
    connection.roll_back();
    return checked;
  }
  ensure_backup_key(tx, keys);
  if (Result<void> taken = ensure_lookup(tx); !taken) {
    connection.roll_back();
    return taken;
  }
  parts.ids->start_above(highest_id(tx));
  connection.commit();
  return {};
}

Result<std::unique_ptr<Database>> open_engine(std::string const& url, sqlite::DatabaseOptions const& options) {
  constexpr std::string_view sqlite_scheme = "sqlite:";
  if (url.starts_with(sqlite_scheme)) return sqlite::open_database(url.substr(sqlite_scheme.size()), options);
  if (url.find("://") == std::string::npos) return sqlite::open_database(url, options);
  return base::error(Code::environment, "The store's url must be sqlite:PATH.");
}

}  // namespace

Result<std::unique_ptr<Store>> open_store(std::string const& url, MasterKey const& keys,
                                          boost::asio::any_io_executor executor, base::Clock const& clock,
                                          Options options) {
  try {
    Result<std::unique_ptr<Database>> database =
        open_engine(url, {.pages_max = options.pages_max, .one_thread = options.run_later != nullptr});
    if (!database) return std::unexpected(database.error());
    Parts parts{.database = *std::move(database),
                .sealer = std::make_unique<Sealer>(keys),
                .ids = std::make_unique<Ids>(clock),
                .own_random = std::make_unique<base::OsRandom>()};
    if (Result<void> const ready = prepare(parts, keys, clock); !ready) return std::unexpected(ready.error());
    return std::make_unique<LocalStore>(std::move(parts), std::move(executor), clock, std::move(options));
  } catch (Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

}  // namespace store
