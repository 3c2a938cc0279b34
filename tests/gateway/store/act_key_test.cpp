// Keys of acts: noted with the act, answered after it, forgotten after a day.
#include "gateway/store/act_key.hpp"

#include "gateway/store/account.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;
using store::ActKey;

namespace {

struct ActWorld : World {
  store::AccountId asha = write([](Transaction& tx) { return store::make_account(tx, {.name = "asha"}).value().id; });
  store::AccountId maya = write([](Transaction& tx) { return store::make_account(tx, {.name = "maya"}).value().id; });

  bool note(store::AccountId account, std::int64_t request) {
    return write([&](Transaction& tx) {
      return store::note_act(tx, {.account = account, .key = "k", .request = request, .asked = "what"}).has_value();
    });
  }
  std::optional<ActKey> find(store::AccountId account) {
    return read([&](Snapshot& s) { return store::find_act(s, account, "k"); });
  }
};

}  // namespace

TEST_CASE("a key is taken by the first request that acts, and by each of its units, and no other") {
  ActWorld world;
  CHECK(world.note(world.asha, 1));
  CHECK(world.note(world.asha, 1));
  CHECK_FALSE(world.note(world.asha, 2));
  CHECK(world.note(world.maya, 2));
  CHECK(world.find(world.asha)->request == 1);
}

TEST_CASE("an act has no answer until it is kept, and both are there after a restart") {
  ActWorld world;
  REQUIRE(world.note(world.asha, 1));
  CHECK(world.find(world.asha)->status == 0);
  world.write([&](Transaction& tx) {
    store::keep_answer(tx, world.asha, "k", 201, "{}");
    return 0;
  });
  world.store.reset();
  world.open();
  std::optional<ActKey> const act = world.find(world.asha);
  REQUIRE(act.has_value());
  CHECK(act->status == 201);
  CHECK(act->asked == "what");
  CHECK(shown(act->answer) == "{}");
}

TEST_CASE("a day later a key is free again, and the old rows are gone") {
  ActWorld world;
  REQUIRE(world.note(world.asha, 1));
  REQUIRE(world.note(world.maya, 2));
  world.clock.advance(store::act_key_time);
  CHECK_FALSE(world.find(world.asha).has_value());
  CHECK(world.note(world.asha, 3));
  CHECK_FALSE(world.find(world.maya).has_value());
}
