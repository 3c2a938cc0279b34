#include "gateway/store/case_clock.hpp"

#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace store_tests;
using store::Severity;

struct Clocks : World {
  store::ContactAt her = contact();
  store::Viewer asha{.name = "asha", .all = true, .queues = {}};

  store::Case open(Severity severity = Severity::high) {
    return write([&](Transaction& tx) {
      return store::make_case(tx, {.contact = her.contact.id, .severity = severity, .queue = "legal"}).value();
    });
  }
  std::optional<store::CaseClock> clock_of(store::CaseId id) {
    return read([&](Snapshot& snapshot) { return store::find_case_clock(snapshot, id); });
  }
  std::vector<store::Timer> due() {
    return read([](Snapshot& snapshot) { return store::due_timers(snapshot, 10); });
  }
  // As the desk's acts do it: the case as it is now, changed and saved.
  store::Case change(store::Case const& seen, store::ChangedBy by, auto const& how) {
    return write([&](Transaction& tx) {
      store::Case record = store::find_case(tx, asha, seen.id).value();
      how(record);
      store::save_case(tx, record, by);
      return record;
    });
  }
  store::Case claim(store::Case const& seen) {
    return change(seen, store::ChangedBy::holder, [](store::Case& record) { record.holder = "asha"; });
  }
};

TEST_CASE("every change of a case has its clocks looked at, until it is closed") {
  Clocks world;
  store::Case const opened = world.open();
  REQUIRE(world.due().size() == 1);
  CHECK(store::parse_clock_subject(world.due().front().subject) == opened.id);
  world.write([&](Transaction& tx) { return store::take_timer(tx, store::due_timers(tx, 1).front()); });
  CHECK(world.due().empty());
  store::Case const claimed = world.claim(opened);
  CHECK(world.due().size() == 1);
  world.change(claimed, store::ChangedBy::holder, [&](store::Case& record) { record.closed = world.clock.now(); });
  CHECK(world.due().empty());
  CHECK_FALSE(world.clock_of(opened.id).has_value());
}

TEST_CASE("a claim ends the first look, an act of the holder is remembered, and a machine's is not hers") {
  Clocks world;
  store::Case opened = world.open();
  world.write([&](Transaction& tx) {
    store::save_due(tx, opened.id, {.eyes = tx.now() + 1h, .contact = tx.now() + 2h, .update = {}, .call = {}});
    return true;
  });
  store::Case const claimed = world.claim(opened);
  CHECK_FALSE(claimed.due.eyes.has_value());
  CHECK(claimed.due.contact.has_value());
  CHECK(world.clock_of(opened.id)->holder == "asha");
  world.write([&](Transaction& tx) { return store::raise_case(tx, opened.id, {.tags = {"minor"}}).value(); });
  CHECK_FALSE(world.clock_of(opened.id)->acted.has_value());
  world.write([&](Transaction& tx) {
    store::note_answered(tx, opened.id);
    return true;
  });
  CHECK(world.clock_of(opened.id)->acted.has_value());
  CHECK(world.clock_of(opened.id)->contacted.has_value());
}

TEST_CASE("a graver case is a new promise: what was told and answered before counts no more") {
  Clocks world;
  store::Case const opened = world.open();
  store::CaseClock clock = *world.clock_of(opened.id);
  clock.told = {"eyes lead"};
  clock.contacted = clock.started;
  world.write([&](Transaction& tx) {
    store::save_case_clock(tx, clock);
    return true;
  });
  world.clock.advance(10min);
  world.write(
      [&](Transaction& tx) { return store::raise_case(tx, opened.id, {.severity = Severity::critical}).value(); });
  store::CaseClock const after = *world.clock_of(opened.id);
  CHECK(after.started == clock.started + 10min);
  CHECK(after.told.empty());
  CHECK_FALSE(after.contacted.has_value());
}

TEST_CASE("a case that goes back to its queue says since when nobody has it") {
  Clocks world;
  store::Case const claimed = world.claim(world.open());
  world.clock.advance(30min);
  world.change(claimed, store::ChangedBy::other, [](store::Case& record) { record.holder.clear(); });
  CHECK(world.clock_of(claimed.id)->holder_since == world.clock.now());
}

TEST_CASE("a case keeps what routing asks of it") {
  Clocks world;
  store::Case const made = world.write([&](Transaction& tx) {
    return store::make_case(
               tx, {.contact = world.her.contact.id, .about = {"pncc"}, .district = "dhanusha", .flags = {"locked"}})
        .value();
  });
  world.write([&](Transaction& tx) {
    return store::raise_case(tx, made.id, {.about = {"maiti"}, .flags = {"hungry", "locked"}}).value();
  });
  store::Case const found =
      world.read([&](Snapshot& snapshot) { return *store::find_case(snapshot, world.asha, made.id); });
  CHECK(found.about == std::vector<std::string>{"pncc", "maiti"});
  CHECK(found.district == "dhanusha");
  CHECK(found.flags == std::vector<std::string>{"locked", "hungry"});
}

}  // namespace
