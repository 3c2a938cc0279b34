#include "gateway/store/conversation.hpp"

#include "gateway/store/call.hpp"
#include "gateway/store/turn.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;
using base::Code;

namespace {

store::Conversation fresh(store::ContactAt const& her, store::Medium medium = store::Medium::sms) {
  return {.contact = her.contact.id, .channel = "np-1", .medium = medium, .state = secret(R"({"step":"how_long"})")};
}

}  // namespace

TEST_CASE("the live conversation of a contact is one per medium, until it ends") {
  World world;
  store::ContactAt const her = world.contact();
  store::ConversationId const id =
      world.write([&](Transaction& tx) { return store::add_conversation(tx, fresh(her)); });
  auto const live = [&](store::Medium medium) {
    return world.read([&](Snapshot& snapshot) { return store::live_conversation(snapshot, her.contact.id, medium); });
  };
  REQUIRE(live(store::Medium::sms).has_value());
  CHECK(live(store::Medium::sms)->id == id);
  CHECK(shown(live(store::Medium::sms)->state) == R"({"step":"how_long"})");
  CHECK_FALSE(live(store::Medium::voice).has_value());

  store::Conversation ended = *live(store::Medium::sms);
  world.clock.advance(1min);
  ended.ended = world.clock.now();
  ended.outcome = "referred";
  ended.state = secret(R"({"step":""})");
  world.write([&](Transaction& tx) {
    store::save_conversation(tx, ended);
    return 0;
  });
  CHECK_FALSE(live(store::Medium::sms).has_value());
  auto const kept = world.read([&](Snapshot& snapshot) { return store::find_conversation(snapshot, id); });
  REQUIRE(kept.has_value());
  CHECK(kept->outcome == "referred");
  CHECK(shown(kept->state) == R"({"step":""})");
  CHECK(kept->last_turn == world.clock.now());
  CHECK(kept->opened == world.clock.now() - 1min);
}

TEST_CASE("a change of the conversation is a change of what the next turn is computed from") {
  World world;
  store::ContactAt const her = world.contact();
  world.write([&](Transaction& tx) { return store::add_conversation(tx, fresh(her)); });
  auto const late = world.store->write_now(
      [&](Transaction& tx) { return store::require_version(tx, her.contact.id, her.contact.version); });
  CHECK(late.error().code == Code::conflict);
}

TEST_CASE("turns can be replayed in their order with what the engine knew") {
  World world;
  store::ContactAt const her = world.contact();
  store::ConversationId const id =
      world.write([&](Transaction& tx) { return store::add_conversation(tx, fresh(her)); });
  for (char const* const kind : {"text", "silence"}) {
    world.write([&](Transaction& tx) {
      store::Conversation conversation = store::find_conversation(tx, id).value();
      conversation.newest_turn = store::add_turn(tx, {.prev = conversation.newest_turn,
                                                      .conversation = id,
                                                      .contact = her.contact.id,
                                                      .kind = kind,
                                                      .silence = "unsafe",
                                                      .facts = secret(std::string("{\"known\":\"") + kind + "\"}")});
      store::save_conversation(tx, conversation);
      return true;
    });
  }
  auto const turns = world.read([&](Snapshot& snapshot) { return store::turns_of(snapshot, id, 10); });
  REQUIRE(turns.size() == 2);
  CHECK(turns[0].kind == "text");
  CHECK(turns[1].kind == "silence");
  CHECK(turns[1].silence == "unsafe");
  CHECK(shown(turns[1].facts) == R"({"known":"silence"})");
  CHECK_FALSE(turns[0].message);
}

TEST_CASE("a call is found by the provider's id and keeps the bytes of its last answer") {
  World world;
  store::ContactAt const her = world.contact();
  store::Call call{
      .channel = "tw", .provider_call_id = "CA-1", .contact = her.contact.id, .response = secret("<Say/>")};
  auto const add = [&] { return world.store->write_now([&](Transaction& tx) { return store::add_call(tx, call); }); };
  base::Result<store::CallId> const id = add();
  REQUIRE(id.has_value());
  CHECK(add().error().code == Code::conflict);

  call.id = *id;
  call.turn = 2;
  call.response = secret("<Gather/>");
  call.ended = world.clock.now();
  world.write([&](Transaction& tx) {
    store::save_call(tx, call);
    return 0;
  });
  auto const kept = world.read([](Snapshot& snapshot) { return store::find_call(snapshot, "tw", "CA-1"); });
  REQUIRE(kept.has_value());
  CHECK(kept->turn == 2);
  CHECK(shown(kept->response) == "<Gather/>");
  CHECK(kept->ended == world.clock.now());
  auto const same = world.read([&](Snapshot& snapshot) { return store::find_call(snapshot, *id).has_value(); });
  CHECK(same);
}
