#include "gateway/store/journal.hpp"
#include "gateway/store/timer.hpp"
#include "gateway/store/writer.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <boost/asio/co_spawn.hpp>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

using namespace store_tests;
using base::Code;

namespace {

using Number = base::Result<std::int64_t>;

// Keeps the writer busy until `open`, so that everything written meanwhile waits together.
class Gate {
 public:
  explicit Gate(World& world) : thread_([this, &world] { hold(world); }) { held_.wait(); }
  ~Gate() {
    if (thread_.joinable()) open();
  }
  void open() {
    release_.count_down();
    thread_.join();
  }

 private:
  void hold(World& world) {
    world.write([&](Transaction&) {
      held_.count_down();
      release_.wait();
      return 0;
    });
  }
  std::latch held_{1};
  std::latch release_{1};
  std::thread thread_;
};

base::Task<void> set_one(World& world, int number, std::vector<base::Result<void>>& results) {
  auto unit = [&](Transaction& tx) -> base::Result<void> {
    store::set_timer(tx, {.due = tx.now(), .subject = std::to_string(number)});
    tx.journal("line", "heard", std::to_string(number));
    if (number % 10 == 3) return base::error(Code::bad_input, "three is refused");
    if (number % 10 == 7) throw std::runtime_error("seven throws");
    return {};
  };
  base::Result<void> result = co_await world.store->write(unit);
  results[static_cast<std::size_t>(number)] = std::move(result);
}

std::size_t timers_in(World& world) {
  return world.read([](Snapshot& snapshot) { return store::due_timers(snapshot, 1000).size(); });
}

}  // namespace

TEST_CASE("a unit's result comes back to the loop after its commit, and a read sees it") {
  World world;
  auto const work = [](World& w) -> base::Task<std::int64_t> {
    auto unit = [](Transaction& tx) -> Number {
      tx.journal("line", "heard", "contact 7");
      return 41;
    };
    Number const written = co_await w.store->write(unit);
    auto look = [](Snapshot& snapshot) -> Number { return store::last_journal_seq(snapshot); };
    Number const seen = co_await w.store->read(look);
    co_return *written + *seen;
  };
  CHECK(world.loop.run(work(world)) == 42);
  CHECK(world.store->counts().commits == 1);
}

TEST_CASE("all units that wait share one commit, and one that fails or throws is rolled back alone") {
  World world;
  constexpr int units = 100;
  std::vector<base::Result<void>> results(units);
  int finished = 0;
  Gate gate(world);
  for (int number = 0; number < units; ++number) {
    boost::asio::co_spawn(world.loop.context(), set_one(world, number, results),
                          [&](std::exception_ptr const& thrown) { finished += thrown ? 0 : 1; });
  }
  world.loop.settle();
  CHECK(world.store->counts().waiting == units);
  gate.open();
  world.loop.until([&] { return finished == units; });

  CHECK(world.store->counts().commits == 2);  // the gate's and theirs
  CHECK(world.store->counts().units_failed == 20);
  CHECK(timers_in(world) == 80);
  auto const broken = world.read([](Snapshot& snapshot) { return store::verify_journal(snapshot, 1, 80).has_value(); });
  CHECK_FALSE(broken);  // the chain steps over the entries of those that failed
  CHECK(results[3].error().code == Code::bad_input);
  CHECK(results[7].error().code == Code::internal);
  CHECK(results[7].error().detail.find("seven") == std::string::npos);  // what an exception says may name a person
  CHECK(results[8].has_value());
}

TEST_CASE("when a commit fails, every unit in it hears why, nothing is kept, and service resumes by itself") {
  std::atomic<bool> is_broken = false;
  store::Options options;
  options.before_commit = [&]() -> std::optional<base::Error> {
    if (!is_broken) return std::nullopt;
    return base::Error{Code::storage, "The disk is full.", {}};
  };
  World world(std::move(options));
  world.contact();
  is_broken = true;
  std::vector<base::Result<void>> results(3);
  int finished = 0;
  for (int number = 0; number < 3; ++number) {
    boost::asio::co_spawn(world.loop.context(), set_one(world, number, results),
                          [&](std::exception_ptr const&) { ++finished; });
  }
  world.loop.until([&] { return finished == 3; });
  for (base::Result<void> const& result : results) {
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == Code::storage);
  }
  CHECK_FALSE(world.store->health().writable);
  CHECK(world.store->health().why == "The disk is full.");
  CHECK(timers_in(world) == 0);

  is_broken = false;
  world.write([](Transaction& tx) {
    tx.journal("line", "heard", "contact 7");
    return 0;
  });
  CHECK(world.store->health().writable);
}

TEST_CASE("a store without threads does its work when its owner says so, units that wait in one commit") {
  std::vector<std::function<void()>> later;
  store::Options options;
  options.run_later = [&](std::function<void()> work) { later.push_back(std::move(work)); };
  World world(std::move(options));
  std::vector<base::Result<void>> results(3);
  int finished = 0;
  for (int number = 0; number < 3; ++number) {
    boost::asio::co_spawn(world.loop.context(), set_one(world, number, results),
                          [&](std::exception_ptr const&) { ++finished; });
  }
  world.loop.settle();
  REQUIRE(later.size() == 1);
  CHECK(world.store->counts().waiting == 3);
  later.front()();
  world.loop.settle();
  CHECK(finished == 3);
  CHECK(world.store->counts().commits == 1);
  CHECK(timers_in(world) == 3);  // who cannot wait does the work at once

  world.store.reset();
  later.back()();  // what was to be done of a store that has gone is done
}

TEST_CASE("a journal entry of a unit that failed leaves no gap in the chain") {
  World world;
  auto const add = [&](bool fails) {
    return world.store->write_now([&](Transaction& tx) -> base::Result<void> {
      tx.journal("line", "heard", "contact 7");
      if (fails) return base::error(Code::conflict, "changed meanwhile");
      return {};
    });
  };
  CHECK(add(false).has_value());
  CHECK_FALSE(add(true).has_value());
  CHECK(add(false).has_value());
  auto const broken = world.read([](Snapshot& snapshot) { return store::verify_journal(snapshot, 1, 2).has_value(); });
  CHECK_FALSE(broken);
}

TEST_CASE("a key made in a unit or a commit that failed is not used again") {
  std::atomic<bool> is_broken = false;
  World world({.before_commit = [&]() -> std::optional<base::Error> {
    return is_broken ? std::optional(base::Error{Code::storage, "The disk is full.", {}}) : std::nullopt;
  }});
  store::ContactId const id = world.store->next_id<store::ContactId>();
  auto const seal_one = [&](bool fails) {
    return world.store->write_now([&](Transaction& tx) -> base::Result<std::string> {
      std::string sealed = store::seal(tx, store::sealed_columns::message_text, 1, id.value, "namaste");
      if (fails) return base::error(Code::conflict, "changed meanwhile");
      return sealed;
    });
  };
  SECTION("a unit") { CHECK_FALSE(seal_one(true).has_value()); }
  SECTION("a commit") {
    is_broken = true;
    CHECK_FALSE(seal_one(false).has_value());
    is_broken = false;
  }
  base::Result<std::string> const sealed = seal_one(false);
  REQUIRE(sealed.has_value());
  world.open();  // the cache is empty: only what is in the table counts
  auto const opened = world.read([&](Snapshot& snapshot) {
    return shown(store::unseal(snapshot, store::sealed_columns::message_text, 1, id.value, *sealed));
  });
  CHECK(opened == "namaste");
}

TEST_CASE("a full queue answers busy at once and takes work again when it has room") {
  World world;
  std::vector<base::Result<void>> results(store::write_queue_max + 5);
  std::size_t finished = 0;
  Gate gate(world);
  for (std::size_t number = 0; number < results.size(); ++number) {
    boost::asio::co_spawn(world.loop.context(), set_one(world, static_cast<int>(number), results),
                          [&](std::exception_ptr const&) { ++finished; });
  }
  world.loop.settle();
  CHECK(finished == 5);
  CHECK(results.back().error().code == Code::busy);
  gate.open();
  world.loop.until([&] { return finished == results.size(); });
  CHECK(results.front().has_value());
  std::uint64_t const commits = world.store->counts().commits;
  CHECK(commits == 1 + store::write_queue_max / store::units_per_commit_max);
}

TEST_CASE("those who wait for the outbox or the timers are woken by commits that concern them, and by no other") {
  World world;
  int outbox = 0;
  int timers = 0;
  int calls = 0;
  world.store->on_commit([&](store::Changes changes) {
    ++calls;
    outbox += changes.outbox ? 1 : 0;
    timers += changes.timers ? 1 : 0;
  });
  store::ContactAt const her = world.contact();
  world.loop.settle();
  CHECK(calls == 0);
  world.write([&](Transaction& tx) { return store::add_outbound(tx, reply(her)).has_value(); });
  world.loop.settle();
  CHECK(outbox == 1);
  CHECK(timers == 0);
  world.write([&](Transaction& tx) { return store::due_rows(tx, 10).size(); });
  world.loop.settle();
  CHECK(calls == 1);  // to take is no news, else the outbox would wake itself for ever
  (void)world.store->write_now([&](Transaction& tx) -> base::Result<void> {
    store::set_timer(tx, {.due = tx.now(), .subject = "1"});
    return base::error(Code::conflict, "changed meanwhile");
  });
  world.loop.settle();
  CHECK(calls == 1);
}

TEST_CASE("closing finishes what waits and refuses what comes after") {
  World world;
  std::vector<base::Result<void>> results(2);
  int finished = 0;
  auto const start = [&](int number) {
    boost::asio::co_spawn(world.loop.context(), set_one(world, number, results),
                          [&](std::exception_ptr const&) { ++finished; });
    world.loop.settle();
  };
  {
    Gate gate(world);
    start(0);
  }
  world.store->close();
  start(1);
  world.loop.until([&] { return finished == 2; });
  CHECK(results[0].has_value());
  CHECK(results[1].error().code == Code::busy);
}

TEST_CASE("now stands still within a unit") {
  World world;
  base::Instant const before = world.clock.now();
  auto const seen = world.write([&](Transaction& tx) {
    base::Instant const first = tx.now();
    world.clock.advance(5s);
    return std::pair(first, tx.now());
  });
  CHECK(seen.first == before);
  CHECK(seen.second == before);
}

TEST_CASE("ids rise, also when the clock was set back and the store opened again") {
  World world;
  store::ContactAt const first = world.contact();
  world.clock.advance_to(world.clock.now() - 24h);
  world.open();
  store::ContactAt const second = world.contact(other_number);
  CHECK(second.contact.id.value > first.address.value);
}

TEST_CASE("a unit that throws in a read leaves the reader usable") {
  World world;
  auto const fail = [](Snapshot&) -> base::Result<int> { throw std::runtime_error("broken"); };
  for (int i = 0; i < 5; ++i) CHECK(world.store->read_now(fail).error().code == Code::internal);
  CHECK(timers_in(world) == 0);
}

TEST_CASE("threads that write and read at the same time lose nothing and see no half unit") {
  World world;
  constexpr int threads = 4;
  constexpr int rounds = 50;
  std::atomic<int> torn = 0;
  std::vector<std::thread> workers;
  for (int worker = 0; worker < threads; ++worker) {
    workers.emplace_back([&, worker] {
      for (int round = 0; round < rounds; ++round) {
        std::string const subject = std::to_string(worker * rounds + round);
        world.write([&](Transaction& tx) {
          store::set_timer(tx, {.due = tx.now(), .kind = store::TimerKind::silence, .subject = subject});
          store::set_timer(tx, {.due = tx.now(), .kind = store::TimerKind::claim, .subject = subject});
          tx.journal("line", "heard", subject);
          return 0;
        });
        if (timers_in(world) % 2 != 0) ++torn;
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  CHECK(torn == 0);
  CHECK(timers_in(world) == 2 * threads * rounds);
  auto const broken =
      world.read([](Snapshot& snapshot) { return store::verify_journal(snapshot, 1, threads * rounds).has_value(); });
  CHECK_FALSE(broken);
}
