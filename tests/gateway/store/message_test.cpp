#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;
using base::Code;

TEST_CASE("a provider's repeat is known by channel and id, and cannot be stored twice") {
  World world;
  store::ContactAt const her = world.contact();
  auto const add = [&](store::Message const& message) {
    return world.store->write_now([&](Transaction& tx) { return store::add_message(tx, message); });
  };
  base::Result<store::MessageId> const first = add(inbound(her, "SM-1"));
  REQUIRE(first.has_value());
  CHECK(add(inbound(her, "SM-1", "other words")).error().code == Code::conflict);
  CHECK(add(inbound(her, "SM-2")).has_value());
  store::Message elsewhere = inbound(her, "SM-1");
  elsewhere.channel = "np-2";
  CHECK(add(elsewhere).has_value());

  auto const seen = [&](char const* channel, char const* id) {
    return world.read([&](Snapshot& snapshot) { return store::seen(snapshot, channel, id); });
  };
  CHECK(seen("np-1", "SM-1") == *first);
  CHECK_FALSE(seen("np-1", "SM-3").has_value());
  CHECK_FALSE(seen("np-3", "SM-1").has_value());
}

TEST_CASE("the same words sent twice are two messages") {
  World world;
  store::ContactAt const her = world.contact();
  auto const count = world.write([&](Transaction& tx) {
    bool const both = store::add_message(tx, inbound(her, "a", "passport khosyo")).has_value() &&
                      store::add_message(tx, inbound(her, "b", "passport khosyo")).has_value();
    return both ? store::history(tx, her.contact.id, 10).size() : 0;
  });
  CHECK(count == 2);
}

TEST_CASE("history is her own chain, newest first, page by page") {
  World world;
  store::ContactAt const her = world.contact();
  store::ContactAt const other = world.contact(other_number);
  for (int i = 1; i <= 5; ++i) {
    world.write([&](Transaction& tx) {
      std::string const number = std::to_string(i);
      return store::add_message(tx, inbound(her, "her-" + number, "text " + number)).has_value() &&
             store::add_message(tx, inbound(other, "other-" + number, "not hers")).has_value();
    });
  }
  auto const page = [&](store::MessageId before) {
    return world.read([&](Snapshot& snapshot) { return store::history(snapshot, her.contact.id, 3, before); });
  };
  std::vector<store::Message> const first = page({});
  REQUIRE(first.size() == 3);
  CHECK(shown(first[0].text) == "text 5");
  CHECK(shown(first[2].text) == "text 3");
  CHECK(first[0].prev == first[1].id);
  std::vector<store::Message> const second = page(first[2].id);
  REQUIRE(second.size() == 2);
  CHECK(shown(second[1].text) == "text 1");
  CHECK_FALSE(second[1].prev);
}

TEST_CASE("what she wrote last is found behind all that was written to her since") {
  World world;
  store::ContactAt const her = world.contact();
  CHECK_FALSE(world.read([&](Snapshot& snapshot) { return store::last_inbound(snapshot, her.contact.id); }));
  auto const add = [&](store::Message message, store::Direction direction) {
    message.direction = direction;
    return world.write([&](Transaction& tx) { return store::add_message(tx, message).value(); });
  };
  add(inbound(her, "a"), store::Direction::in);
  store::MessageId const last = add(inbound(her, "b"), store::Direction::in);
  add(inbound(her, ""), store::Direction::out);
  add(inbound(her, ""), store::Direction::out);
  CHECK(world.read([&](Snapshot& snapshot) { return store::last_inbound(snapshot, her.contact.id); }) == last);
}

TEST_CASE("a message keeps all that it was given, in every script") {
  World world;
  store::ContactAt const her = world.contact();
  store::Message message = inbound(her, "x1", "तलब पाएको छैन 😢");
  message.medium = store::Medium::voice;
  message.conversation = store::ConversationId{77};
  store::MessageId const id = world.write([&](Transaction& tx) {
    store::MessageId const added = store::add_message(tx, message).value();
    store::assign_case(tx, added, store::CaseId{9});
    return added;
  });
  auto const kept = world.read([&](Snapshot& snapshot) { return store::find_message(snapshot, id); });
  REQUIRE(kept.has_value());
  CHECK(shown(kept->text) == "तलब पाएको छैन 😢");
  CHECK(kept->medium == store::Medium::voice);
  CHECK(kept->direction == store::Direction::in);
  CHECK(kept->conversation == store::ConversationId{77});
  CHECK(kept->case_id == store::CaseId{9});
  CHECK(kept->provider_id == "x1");
  CHECK(kept->at == world.clock.now());
}

TEST_CASE("when she was last heard moves with what comes in, not with what goes out") {
  World world;
  store::ContactAt const her = world.contact();
  base::Instant const heard = world.clock.now();
  world.write([&](Transaction& tx) { return store::add_message(tx, inbound(her, "a")).has_value(); });
  world.clock.advance(1h);
  world.write([&](Transaction& tx) { return store::add_outbound(tx, reply(her)).has_value(); });
  auto const contact = world.read([&](Snapshot& snapshot) { return store::find_contact(snapshot, her.contact.id); });
  CHECK(contact->last_in_at == heard);
}
