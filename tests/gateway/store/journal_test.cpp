#include "gateway/store/journal.hpp"

#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;

namespace {

void add(World& world, char const* who, char const* what) {
  world.write([&](Transaction& tx) {
    tx.journal(who, what, "case K-40213", R"({"queue":"crisis"})");
    return 0;
  });
}

}  // namespace

TEST_CASE("the journal is one sequence, each entry following from the one before, also after a restart") {
  World world;
  add(world, "line", "case opened");
  add(world, "Asha", "case claimed");
  world.open();
  world.clock.advance(1min);
  add(world, "Asha", "case closed");
  auto const entries = world.read([](Snapshot& snapshot) { return store::journal_after(snapshot, 0, 10); });
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].previous.empty());
  CHECK(entries[1].previous == entries[0].hash);
  CHECK(entries[2].previous == entries[1].hash);
  CHECK(entries[2].who == "Asha");
  CHECK(entries[2].what == "case closed");
  CHECK(entries[2].subject == "case K-40213");
  CHECK(entries[2].detail == R"({"queue":"crisis"})");
  CHECK(entries[2].at == world.clock.now());
  auto const rest = world.read([](Snapshot& snapshot) { return store::journal_after(snapshot, 2, 10).size(); });
  CHECK(rest == 1);
  auto const last = world.read([](Snapshot& snapshot) { return store::last_journal_seq(snapshot); });
  CHECK(last == 3);
}

TEST_CASE("a whole chain verifies, any part of it too, and what was never there is missed") {
  World world;
  for (int i = 0; i < 5; ++i) add(world, "line", "heard");
  auto const broken = [&](std::int64_t from, std::int64_t to) {
    return world.read([&](Snapshot& snapshot) { return store::verify_journal(snapshot, from, to); });
  };
  CHECK_FALSE(broken(1, 5).has_value());
  CHECK_FALSE(broken(3, 4).has_value());
  REQUIRE(broken(1, 6).has_value());
  CHECK(broken(1, 6)->seq == 6);
}

TEST_CASE("the hash tells fields apart, wherever their border lies") {
  store::JournalEntry const one{.seq = 1, .who = "ab", .what = "c"};
  store::JournalEntry const two{.seq = 1, .who = "a", .what = "bc"};
  CHECK(store::hash_of(one) != store::hash_of(two));
  CHECK(store::hash_of(one) == store::hash_of(one));
  CHECK(store::hash_of(one).size() == 32);
}
