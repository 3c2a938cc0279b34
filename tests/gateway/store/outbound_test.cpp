#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace store_tests;
using base::Code;
using store::MessageId;
using store::OutboundState;
using store::Reported;

namespace {

struct OutboxWorld : World {
  store::ContactAt her = contact();
  store::ContactAt other = contact(other_number);

  MessageId add(store::ContactAt const& to, std::string text = "hello") {
    return write([&](Transaction& tx) { return store::add_outbound(tx, reply(to, std::move(text))).value(); });
  }
  // What is due on every channel, leased.
  std::vector<store::Parcel> take(int limit = 10) {
    return write([&](Transaction& tx) {
      std::vector<store::Parcel> taken;
      for (store::NextDue const& each : store::next_due(tx)) {
        for (store::Parcel& parcel : store::due_rows(tx, each.channel, limit)) {
          store::lease(tx, parcel, 1min);
          taken.push_back(std::move(parcel));
        }
      }
      return taken;
    });
  }
  store::Outbound row(MessageId id) {
    return read([&](Snapshot& snapshot) { return store::find_outbound(snapshot, id); }).value();
  }
  bool sent(MessageId id, Reported state = Reported::sent) {
    return write([&](Transaction& tx) { return store::mark_sent(tx, id, "SM-9", state); });
  }
  bool report(MessageId id, Reported state) {
    return write([&](Transaction& tx) { return store::fold_report(tx, id, state, "code 4").has_value(); });
  }
  std::optional<base::Instant> next() {
    std::vector<store::NextDue> const due = read([](Snapshot& snapshot) { return store::next_due(snapshot); });
    if (due.empty()) return std::nullopt;
    return std::ranges::min(due, {}, &store::NextDue::at).at;
  }
};

}  // namespace

TEST_CASE("what is taken holds all that the sender needs, and is leased") {
  OutboxWorld world;
  MessageId const id = world.add(world.her, "How long unpaid?");
  std::vector<store::Parcel> const taken = world.take();
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].outbound.id == id);
  CHECK(taken[0].outbound.attempts == 1);
  CHECK(taken[0].was == OutboundState::queued);
  CHECK(shown(taken[0].to) == her_number);
  CHECK(shown(taken[0].text) == "How long unpaid?");
  CHECK(world.row(id).state == OutboundState::sending);
  CHECK(world.row(id).first_try == world.clock.now());
  CHECK(world.take().empty());
}

TEST_CASE("of one contact on one channel only the oldest unfinished message can be taken") {
  OutboxWorld world;
  MessageId const first = world.add(world.her, "first");
  MessageId const second = world.add(world.her, "second");
  MessageId const others = world.add(world.other, "other");
  MessageId const channel2 = world.write([&](Transaction& tx) {
    store::NewOutbound elsewhere = reply(world.her);
    elsewhere.message.channel = "np-2";
    return store::add_outbound(tx, elsewhere).value();
  });
  std::vector<store::Parcel> taken = world.take();
  REQUIRE(taken.size() == 3);
  CHECK(taken[0].outbound.id == first);
  CHECK(taken[1].outbound.id == others);
  CHECK(taken[2].outbound.id == channel2);

  SECTION("it goes when the first is sent") {
    world.sent(first);
    taken = world.take();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].outbound.id == second);
  }
  SECTION("it waits while the first waits for its next try") {
    world.write([&](Transaction& tx) { return store::mark_retry(tx, first, tx.now() + 5min, "busy"); });
    CHECK(world.take().empty());
    CHECK(world.next() == world.clock.now() + 1min);  // the leases of the two others, not the one that is blocked
    world.clock.advance(5min);
    taken = world.take();
    CHECK(taken.size() == 3);
    CHECK(std::ranges::none_of(taken, [&](store::Parcel const& parcel) { return parcel.outbound.id == second; }));
  }
  SECTION("it passes one that is held") {
    world.write([&](Transaction& tx) { return store::hold(tx, first, tx.now() + 1h, "not safe now"); });
    taken = world.take();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].outbound.id == second);
    CHECK(world.row(first).state == OutboundState::held);
    CHECK(world.row(first).why == "not safe now");
  }
}

TEST_CASE("the limit of a take is kept, the longest due first") {
  OutboxWorld world;
  MessageId const first = world.add(world.her);
  world.clock.advance(1s);
  world.add(world.other);
  std::vector<store::Parcel> const taken = world.take(1);
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].outbound.id == first);
}

TEST_CASE("a report that comes before the send's own answer is not undone by it") {
  OutboxWorld world;
  MessageId const id = world.add(world.her);
  world.take();
  CHECK(world.report(id, Reported::delivered));
  CHECK(world.row(id).state == OutboundState::delivered);
  SECTION("accepted") {
    world.sent(id);
    CHECK(world.row(id).provider_id == "SM-9");
  }
  SECTION("answer lost") {
    world.write([&](Transaction& tx) { return store::mark_unknown(tx, id, tx.now() + 1min, "lost"); });
  }
  SECTION("told to try again") {
    world.write([&](Transaction& tx) { return store::mark_retry(tx, id, tx.now(), "busy"); });
  }
  SECTION("refused") {
    world.write([&](Transaction& tx) { return store::mark_ended(tx, id, OutboundState::failed, "no"); });
  }
  CHECK(world.row(id).state == OutboundState::delivered);
  CHECK_FALSE(world.row(id).due.has_value());
  CHECK(world.take().empty());
}

TEST_CASE("a lost owner's lease comes back as unknown, at its end or when the store is opened") {
  OutboxWorld world;
  MessageId const id = world.add(world.her);
  world.take();
  SECTION("at its end") { world.clock.advance(1min); }
  SECTION("at the start") {
    world.open();
    auto const back = world.write([](Transaction& tx) { return store::take_back_all_leases(tx); });
    CHECK(back == 1);
    CHECK(world.row(id).state == OutboundState::unknown);
  }
  std::vector<store::Parcel> const taken = world.take();
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].was == OutboundState::unknown);
  CHECK(taken[0].outbound.attempts == 2);
  world.write([&](Transaction& tx) { return store::mark_repeated(tx, id); });
  CHECK(world.row(id).repeated);
}

TEST_CASE("what waits can be withdrawn, what may have left cannot") {
  OutboxWorld world;
  MessageId const id = world.add(world.her);
  auto const withdraw = [&](MessageId which) {
    return world.store->write_now([&](Transaction& tx) { return store::withdraw(tx, which, "undone"); });
  };
  SECTION("waiting") {
    CHECK(withdraw(id).has_value());
    CHECK(world.row(id).state == OutboundState::withdrawn);
    CHECK(world.take().empty());
  }
  SECTION("sending") {
    world.take();
    CHECK(withdraw(id).error().code == Code::conflict);
  }
  SECTION("tried once") {
    world.take();
    world.write([&](Transaction& tx) { return store::mark_retry(tx, id, tx.now() + 1min, "busy"); });
    CHECK(withdraw(id).error().code == Code::conflict);
  }
  SECTION("not there") { CHECK(withdraw(MessageId{1}).error().code == Code::not_found); }
}

TEST_CASE("a held message waits until it is released") {
  OutboxWorld world;
  store::NewOutbound held = reply(world.her);
  held.state = OutboundState::held;
  held.why = "waits for a second person";
  MessageId const id = world.write([&](Transaction& tx) { return store::add_outbound(tx, held).value(); });
  CHECK(world.take().empty());
  CHECK_FALSE(world.next().has_value());
  CHECK(world.write([&](Transaction& tx) { return store::release(tx, id, tx.now()); }));
  CHECK(world.take().size() == 1);
  CHECK_FALSE(world.write([&](Transaction& tx) { return store::release(tx, id, tx.now()); }));
}

TEST_CASE("a person's answer lies until its time") {
  OutboxWorld world;
  store::NewOutbound later = reply(world.her);
  later.due = world.clock.now() + 8s;
  later.expires = world.clock.now() + 1h;
  MessageId const id = world.write([&](Transaction& tx) { return store::add_outbound(tx, later).value(); });
  CHECK(world.take().empty());
  CHECK(world.next() == later.due);
  world.clock.advance(8s);
  CHECK(world.take().size() == 1);
  CHECK(world.row(id).expires == later.expires);
}

TEST_CASE("the provider's ids of other texts to her are those of her chain and this channel") {
  OutboxWorld world;
  MessageId const before = world.add(world.her, "the same words");
  MessageId const row = world.add(world.her, "the same words");
  MessageId const elsewhere = world.write([&](Transaction& tx) {
    store::NewOutbound outbound = reply(world.her);
    outbound.message.channel = "np-2";
    return store::add_outbound(tx, outbound).value();
  });
  MessageId const hers = world.add(world.other);
  auto const took = [&](MessageId id, std::string_view theirs) {
    return world.write([&](Transaction& tx) { return store::mark_sent(tx, id, theirs, Reported::sent); });
  };
  auto const others = [&] {
    return world.read([&](Snapshot& snapshot) {
      return store::provider_ids_of_others(snapshot, store::find_outbound(snapshot, row).value());
    });
  };
  CHECK(others().empty());
  CHECK((took(before, "SM-1") && took(row, "SM-2") && took(elsewhere, "SM-3") && took(hers, "SM-4")));
  CHECK(others() == std::vector<std::string>{"SM-1"});
}

TEST_CASE("a report tells the provider's id where the answer was lost, and never another than the answer told") {
  OutboxWorld world;
  MessageId const id = world.add(world.her);
  auto const note = [&](std::string_view theirs) {
    world.write([&](Transaction& tx) {
      store::note_provider_id(tx, id, theirs);
      return true;
    });
    return world.row(id).provider_id;
  };
  CHECK(note("SM-1") == "SM-1");
  CHECK(note("SM-2") == "SM-1");
}

TEST_CASE("replies are found by what caused them") {
  OutboxWorld world;
  MessageId const cause =
      world.write([&](Transaction& tx) { return store::add_message(tx, inbound(world.her, "i1")).value(); });
  for (char const* const text : {"one", "two"}) {
    store::NewOutbound caused = reply(world.her, text);
    caused.caused_by = cause;
    world.write([&](Transaction& tx) { return store::add_outbound(tx, caused).value(); });
  }
  auto const replies = world.read([&](Snapshot& snapshot) { return store::outbound_for(snapshot, cause); });
  CHECK(replies.size() == 2);
}

TEST_CASE("a held message is looked at again at its time, or when she is heard, and holds up nothing meanwhile") {
  OutboxWorld world;
  MessageId const id = world.add(world.her);
  world.write([&](Transaction& tx) { return store::hold(tx, id, tx.now() + 8h, "night"); });
  CHECK(world.take().empty());
  CHECK(world.next() == world.clock.now() + 8h);
  SECTION("at its time") { world.clock.advance(8h); }
  SECTION("when she is heard") {
    CHECK(world.write([&](Transaction& tx) { return store::look_again(tx, world.other.contact.id); }) == 0);
    CHECK(world.write([&](Transaction& tx) { return store::look_again(tx, world.her.contact.id); }) == 1);
  }
  std::vector<store::Parcel> const taken = world.take();
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].was == OutboundState::held);
  CHECK(taken[0].outbound.attempts == 1);
}

TEST_CASE("the built-in telephone reads what was written to it after a message, oldest first") {
  OutboxWorld world;
  MessageId const first = world.add(world.her, "one");
  world.add(world.other, "not hers");
  world.write([&](Transaction& tx) { return store::add_message(tx, inbound(world.her, "i1", "mine")).value(); });
  world.add(world.her, "two");
  world.add(world.her, "three");
  auto const after = [&](MessageId id, int limit) {
    return world.read(
        [&](Snapshot& snapshot) { return store::outbound_after(snapshot, "np-1", world.her.address, id, limit); });
  };
  CHECK(after({}, 10).size() == 3);
  std::vector<store::Parcel> const two = after(first, 10);
  REQUIRE(two.size() == 2);
  CHECK(shown(two[0].text) == "two");
  CHECK(shown(two[1].text) == "three");
  CHECK(after(first, 1).size() == 1);
  CHECK(after(two[1].outbound.id, 10).empty());
}

TEST_CASE("what is due is found for each channel apart, so that one that hangs hides nothing of the others") {
  OutboxWorld world;
  MessageId const waiting = world.add(world.her);
  MessageId const elsewhere = world.write([&](Transaction& tx) {
    store::NewOutbound other = reply(world.other);
    other.message.channel = "np-2";
    other.due = tx.now() + 5s;
    return store::add_outbound(tx, std::move(other)).value();
  });
  std::vector<store::NextDue> const due = world.read([](Snapshot& snapshot) { return store::next_due(snapshot); });
  REQUIRE(due.size() == 2);
  CHECK(due[0].channel == "np-1");
  CHECK(due[0].at == world.clock.now());
  CHECK(due[1].channel == "np-2");
  CHECK(due[1].at == world.clock.now() + 5s);
  world.clock.advance(5s);
  auto const taken = [&](std::string_view channel, store::MayTake const& may_take) {
    return world.write([&](Transaction& tx) { return store::due_rows(tx, channel, 10, may_take); });
  };
  std::vector<store::Parcel> const there = taken("np-2", {});
  REQUIRE(there.size() == 1);
  CHECK(there[0].outbound.id == elsewhere);
  CHECK(taken("np-1", [&](MessageId id) { return id != waiting; }).empty());
  CHECK(world.row(waiting).state == OutboundState::queued);
}

TEST_CASE("who adds a message may take it at once if it is its turn, and else it waits") {
  OutboxWorld world;
  auto const add = [&](store::ContactAt const& to) {
    return world.write([&](Transaction& tx) {
      store::NewOutbound mine = reply(to);
      mine.lease = 1min;
      store::Chain chain = store::open_chain(tx, to.contact.id);
      store::Outbound const row = store::add_outbound(tx, chain, std::move(mine)).value();
      store::close_chain(tx, chain);
      return row;
    });
  };
  store::Outbound const first = add(world.her);
  store::Outbound const second = add(world.her);
  CHECK(first.state == OutboundState::sending);
  CHECK(first.attempts == 1);
  CHECK(second.state == OutboundState::queued);
  CHECK(world.take().empty());
  world.sent(first.id);
  std::vector<store::Parcel> const taken = world.take();
  REQUIRE(taken.size() == 1);
  CHECK(taken[0].outbound.id == second.id);
  CHECK(add(world.other).state == OutboundState::sending);
}

// Whatever is done to them, in any order: what may be taken is found by the rule itself, looked up afresh.
TEST_CASE("of one contact the rows that may be taken are those with none but held ones before them") {
  OutboxWorld world;
  base::SeededRandom random(7);
  std::vector<MessageId> ids;
  auto const is_open = [&](MessageId id) { return world.row(id).due.has_value(); };
  for (int step = 0; step < 400; ++step) {
    world.clock.advance(1s);
    MessageId const any = ids.empty() ? MessageId{} : ids[random.below(ids.size())];
    switch (random.below(8)) {
      case 0:
      case 1: ids.push_back(world.add(world.her)); break;
      case 2: world.sent(any); break;
      case 3: world.write([&](Transaction& tx) { return store::hold(tx, any, tx.now() + 3s, "night"); }); break;
      case 4: world.write([&](Transaction& tx) { return store::hold(tx, any, std::nullopt, "waits"); }); break;
      case 5: world.write([&](Transaction& tx) { return store::release(tx, any, tx.now()); }); break;
      case 6: world.report(any, Reported::failed); break;
      default: world.write([&](Transaction& tx) { return store::mark_retry(tx, any, tx.now() + 2s, "busy"); }); break;
    }
    std::vector<MessageId> wanted;
    bool is_behind = false;
    for (MessageId const id : ids) {
      if (!is_open(id)) continue;
      if (!is_behind && *world.row(id).due <= world.clock.now()) wanted.push_back(id);
      is_behind = is_behind || world.row(id).state != OutboundState::held;
    }
    std::vector<MessageId> found;
    auto const due = world.write([&](Transaction& tx) { return store::due_rows(tx, "np-1", 1000); });
    for (store::Parcel const& parcel : due) found.push_back(parcel.outbound.id);
    std::ranges::sort(found);
    CAPTURE(step);
    REQUIRE(found == wanted);
    if (random.below(4) == 0) world.take(1);
  }
}
