#include "gateway/store/timer.hpp"

#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;
using store::Timer;
using store::TimerKind;

namespace {

struct TimerWorld : World {
  void set(Timer const& timer) {
    write([&](Transaction& tx) {
      store::set_timer(tx, timer);
      return 0;
    });
  }
  std::vector<Timer> due() {
    return read([](Snapshot& snapshot) { return store::due_timers(snapshot, 10); });
  }
  bool take(Timer const& timer) {
    return write([&](Transaction& tx) { return store::take_timer(tx, timer); });
  }
  Timer silence(base::Milliseconds after, std::int64_t generation = 1) {
    return {.due = clock.now() + after, .kind = TimerKind::silence, .subject = "17", .generation = generation};
  }
};

}  // namespace

TEST_CASE("a timer is due at its time, soonest first, and not before") {
  TimerWorld world;
  world.set(world.silence(20min));
  world.set({.due = world.clock.now() + 10min, .kind = TimerKind::claim, .subject = "K-40213"});
  CHECK(world.due().empty());
  CHECK(world.read([](Snapshot& snapshot) { return store::next_timer(snapshot); }) == world.clock.now() + 10min);
  world.clock.advance(20min);
  std::vector<Timer> const due = world.due();
  REQUIRE(due.size() == 2);
  CHECK(due[0].kind == TimerKind::claim);
  CHECK(due[0].subject == "K-40213");
  CHECK(due[1].kind == TimerKind::silence);
}

TEST_CASE("a timer that is set again replaces the former, whose act then comes too late") {
  TimerWorld world;
  Timer const former = world.silence(0min, 1);
  world.set(former);
  world.set(world.silence(30min, 2));
  CHECK(world.due().empty());
  CHECK_FALSE(world.take(former));
  world.clock.advance(30min);
  REQUIRE(world.due().size() == 1);
  CHECK(world.due()[0].generation == 2);
}

TEST_CASE("a timer is acted on once, and a unit that fails leaves it") {
  TimerWorld world;
  Timer const timer = world.silence(0min);
  world.set(timer);
  base::Result<void> const failed = world.store->write_now([&](Transaction& tx) -> base::Result<void> {
    if (!store::take_timer(tx, timer)) return {};
    return base::error(base::Code::conflict, "changed meanwhile");
  });
  CHECK_FALSE(failed);
  CHECK(world.due().size() == 1);
  CHECK(world.take(timer));
  CHECK_FALSE(world.take(timer));
}

TEST_CASE("a cancelled timer never comes due") {
  TimerWorld world;
  world.set(world.silence(0min));
  auto const cancel = [](Transaction& tx) { return store::cancel_timer(tx, TimerKind::silence, "17"); };
  CHECK(world.write(cancel));
  CHECK_FALSE(world.write(cancel));
  CHECK(world.due().empty());
}

TEST_CASE("due timers taken together are gone together") {
  TimerWorld world;
  for (char const* const subject : {"1", "2", "3"}) world.set({.due = world.clock.now(), .subject = subject});
  auto const take = [&](int limit) {
    return world.write([&](Transaction& tx) { return store::take_due_timers(tx, limit).size(); });
  };
  CHECK(take(2) == 2);
  CHECK(take(2) == 1);
  CHECK(take(2) == 0);
}
