#include "gateway/base/tasks.hpp"

#include "gateway/base/deadline.hpp"
#include "gateway/base/sync.hpp"
#include "gateway/base/system_clock.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"
#include "tests/support/manual_clock.hpp"

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct World {
  support::Loop loop;
  support::ManualClock clock;
  std::vector<std::string> lines;
  base::Log log{base::Level::debug, [this](base::Level, std::string_view line) { lines.emplace_back(line); }};
  std::vector<std::string> story;

  base::Task<void> sleeper(std::string name, base::Milliseconds time) {
    auto const until = clock.now() + time;
    co_await base::sleep_until(clock, until);
    story.push_back(name + " slept");
  }
  base::Task<int> number(base::Milliseconds time) {
    auto const until = clock.now() + time;
    co_await base::sleep_until(clock, until);
    co_return 7;
  }
  base::Task<base::Result<int>> refusal(base::Milliseconds time) {
    auto const until = clock.now() + time;
    co_await base::sleep_until(clock, until);
    co_return base::error(base::Code::conflict, "no");
  }
};

base::Task<void> failing() {
  throw std::runtime_error("broken");
  co_return;
}

}  // namespace

TEST_CASE("a group joins its children, and a sleep ends when the clock says so") {
  World world;
  base::TaskGroup group(world.loop.executor(), world.log);
  group.start("one", world.sleeper("one", 5s));
  group.start("two", world.sleeper("two", 3s));
  world.loop.settle();
  CHECK(group.names() == std::vector<std::string>{"one", "two"});
  world.clock.advance(4s);
  world.loop.settle();
  CHECK(group.names() == std::vector<std::string>{"one"});
  world.clock.advance(1s);
  world.loop.run(group.join());
  CHECK(world.story == std::vector<std::string>{"two slept", "one slept"});
  CHECK(world.clock.alarms() == 0);
}

TEST_CASE("a cancelled group ends its children without a word") {
  World world;
  base::TaskGroup group(world.loop.executor(), world.log);
  group.start("one", world.sleeper("one", 5s));
  group.start("two", world.sleeper("two", 3s));
  world.loop.settle();
  group.cancel();
  world.loop.run(group.join());
  CHECK(group.size() == 0);
  CHECK(group.failed() == 0);
  CHECK(world.story.empty());
  CHECK(world.lines.empty());
  CHECK(world.clock.alarms() == 0);
}

TEST_CASE("a child that fails is named in the log and harms no other") {
  World world;
  base::TaskGroup group(world.loop.executor(), world.log);
  group.start("bad", failing());
  group.start("good", world.sleeper("good", 1s));
  world.loop.settle();
  world.clock.advance(1s);
  world.loop.run(group.join());
  CHECK(group.failed() == 1);
  CHECK(world.lines == std::vector<std::string>{"task_failed task=bad why=broken"});
  CHECK(world.story == std::vector<std::string>{"good slept"});
}

TEST_CASE("a wakeup ends by a notice, by time, and remembers a notice that came early") {
  World world;
  base::Wakeup wakeup(world.loop.executor(), world.clock);
  int woken = 0;
  auto const twice = [&]() -> base::Task<void> {
    for (int n = 0; n < 3; ++n) {
      auto const until = world.clock.now() + 10s;
      co_await wakeup.wait_until(until);
      ++woken;
    }
  };
  wakeup.notify();
  wakeup.notify();
  base::TaskGroup group(world.loop.executor(), world.log);
  group.start("waiter", twice());
  world.loop.settle();
  CHECK(woken == 1);
  wakeup.notify();
  world.loop.settle();
  CHECK(woken == 2);
  world.clock.advance(10s);
  world.loop.settle();
  CHECK(woken == 3);
  world.loop.run(group.join());
}

TEST_CASE("a wait for what is past returns at once, after others had their turn") {
  World world;
  auto const past = world.clock.now() - 1s;
  world.loop.run(base::sleep_until(world.clock, past));
  CHECK(world.clock.alarms() == 0);
}

TEST_CASE("a deadline gives the answer, the refusal, or that it was too slow") {
  World world;
  std::optional<base::Result<int>> ended;
  auto const bounded = [&](base::Task<base::Result<int>> task) {
    ended.reset();
    boost::asio::co_spawn(world.loop.context(), std::move(task),
                          [&](std::exception_ptr, base::Result<int> result) { ended = std::move(result); });
    world.loop.settle();
    world.clock.advance(4s);
    world.loop.settle();
    REQUIRE(ended);
  };
  bounded(base::with_deadline(world.clock, world.number(3s), 4s));
  CHECK(ended->value() == 7);
  bounded(base::with_deadline(world.clock, world.number(5s), 4s));
  CHECK(ended->error().code == base::Code::too_slow);
  bounded(base::with_deadline(world.clock, world.refusal(3s), 4s));
  CHECK(ended->error().code == base::Code::conflict);
  CHECK(world.clock.alarms() == 0);
}

TEST_CASE("a deadline passes on what its task throws, and its owner's cancellation") {
  World world;
  CHECK_THROWS_WITH(world.loop.run(base::with_deadline(world.clock, failing(), 1s)), "broken");
  std::string how;
  auto const owner = [&]() -> base::Task<void> {
    try {
      auto task = world.number(60s);
      auto const number = co_await base::with_deadline(world.clock, std::move(task), 90s);
      how = number ? "answered" : "too slow";
    } catch (std::exception const& exception) {
      how = base::is_cancelled(exception) ? "cancelled" : "failed";
    }
  };
  base::TaskGroup group(world.loop.executor(), world.log);
  group.start("owner", owner());
  world.loop.settle();
  group.cancel();
  world.loop.run(group.join());
  CHECK(how == "cancelled");
  CHECK(world.clock.alarms() == 0);
}

TEST_CASE("a value crosses from another thread, and a dropped promise is said") {
  World world;
  auto [promise, future] = base::make_promise<std::string>(world.loop.executor());
  std::thread other([kept = std::move(promise)]() mutable { kept.set(std::string(100, 'v')); });
  CHECK(world.loop.run(future.take()) == std::string(100, 'v'));
  other.join();
  auto [dropped, waiting] = base::make_promise<int>(world.loop.executor());
  std::thread careless([gone = std::move(dropped)] {});
  careless.join();
  CHECK_THROWS_AS(world.loop.run(waiting.take()), base::Abandoned);
}

TEST_CASE("a wait for another thread is not cancelled, because the other may still use what was lent") {
  World world;
  auto [promise, future] = base::make_promise<int>(world.loop.executor());
  int taken = 0;
  auto const taker = [&]() -> base::Task<void> { taken = co_await future.take(); };
  base::TaskGroup group(world.loop.executor(), world.log);
  group.start("taker", taker());
  world.loop.settle();
  group.cancel();
  world.loop.settle();
  CHECK(group.size() == 1);
  promise.set(5);
  world.loop.run(group.join());
  CHECK(taken == 5);
}

TEST_CASE("the machine's clock rings not before its time, and not when its alarm is gone") {
  support::Loop loop;
  base::SystemClock clock(loop.executor());
  bool is_forgotten = true;
  base::Instant rung{};
  auto const due = clock.now() + 20ms;
  auto gone = clock.call_at(due, [&] { is_forgotten = false; });
  auto const alarm = clock.call_at(due, [&] { rung = clock.now(); });
  gone.reset();
  loop.until([&] { return rung != base::Instant{}; });
  CHECK(rung >= due);
  CHECK(is_forgotten);
}
