#include "gateway/store/notice.hpp"

#include "gateway/store/shift.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

namespace {

using namespace store_tests;
using store::OutboundState;

struct Notices : World {
  store::AccountId asha = write([](Transaction& tx) {
    store::Account account;
    account.name = "asha";
    return store::make_account(tx, account).value().id;
  });

  bool tell(std::string event, std::string way = "np-1") {
    return write([&](Transaction& tx) {
      return store::add_notice(tx, {.account = asha,
                                    .event = std::move(event),
                                    .address = secret(her_number),
                                    .text = secret("Case K-40213 is waiting."),
                                    .way = std::move(way),
                                    .expires = tx.now() + 1h});
    });
  }
  std::vector<store::Parcel> due(std::string_view way) {
    return write([&](Transaction& tx) { return store::due_rows(tx, way, 10); });
  }
};

TEST_CASE("a notice lies in the outbox beside what goes to people, and is told from it") {
  Notices world;
  store::ContactAt const her = world.contact(other_number);
  world.write([&](Transaction& tx) { return store::add_outbound(tx, reply(her)).value(); });
  CHECK(world.tell("eyes"));
  std::vector<store::Parcel> const due = world.due("np-1");
  REQUIRE(due.size() == 2);
  CHECK_FALSE(due[0].is_notice);
  CHECK(due[1].is_notice);
  CHECK(shown(due[1].to) == her_number);
  CHECK(shown(due[1].text) == "Case K-40213 is waiting.");
  CHECK(due[1].outbound.expires == world.clock.now() + 1h);
}

TEST_CASE("nobody is told twice of one event, and by no way a second time") {
  Notices world;
  CHECK(world.tell("eyes"));
  CHECK_FALSE(world.tell("eyes"));
  CHECK_FALSE(world.tell("eyes", std::string(store::mail_way)));
  CHECK(world.tell("contact", std::string(store::mail_way)));
  CHECK(world.due("np-1").size() == 1);
  CHECK(world.due(store::mail_way).size() == 1);
}

TEST_CASE("a notice goes the way of every row: leased, taken back, sent, reported") {
  Notices world;
  world.tell("eyes");
  store::MessageId const id = world.write([](Transaction& tx) {
    store::Parcel parcel = store::due_rows(tx, "np-1", 1).front();
    store::lease(tx, parcel, 90s);
    return parcel.outbound.id;
  });
  CHECK(world.write([](Transaction& tx) { return store::take_back_all_leases(tx); }) == 1);
  CHECK(world.due("np-1").front().was == OutboundState::unknown);
  world.write([&](Transaction& tx) {
    store::Parcel parcel = store::due_rows(tx, "np-1", 1).front();
    store::lease(tx, parcel, 90s);
    return store::mark_sent(tx, id, "p-1", store::Reported::sent);
  });
  world.write([&](Transaction& tx) { return store::fold_report(tx, id, store::Reported::delivered, {}).has_value(); });
  CHECK(world.read([&](Snapshot& snapshot) { return store::find_outbound(snapshot, id)->state; }) ==
        OutboundState::delivered);
}

TEST_CASE("a shift is kept sealed, and what it says comes back") {
  Notices world;
  store::Shift const night{.account = world.asha,
                           .post = "crisis",
                           .days = 0b010'0000,
                           .from = 22h,
                           .until = 6h,
                           .first = std::chrono::sys_days{std::chrono::year{2026} / 12 / 1},
                           .woman = true};
  store::ShiftId const id = world.write([&](Transaction& tx) { return store::add_shift(tx, night); });
  std::vector<store::Shift> const all = world.read([](Snapshot& snapshot) { return store::shifts(snapshot, 10); });
  REQUIRE(all.size() == 1);
  CHECK(all[0].id == id);
  CHECK(all[0].post == "crisis");
  CHECK(all[0].days == night.days);
  CHECK(all[0].from == night.from);
  CHECK(all[0].until == night.until);
  CHECK(all[0].first == night.first);
  CHECK_FALSE(all[0].last.has_value());
  CHECK(all[0].woman);
  std::string const sealed = world.read([&](Snapshot& snapshot) {
    store::Rows rows = snapshot.query("select detail from shift where id = $1", id);
    return rows.next() ? std::string(rows.bytes(0)) : std::string();
  });
  CHECK_FALSE(sealed.contains("crisis"));
  CHECK(world.write([&](Transaction& tx) { return store::remove_shift(tx, id); }));
  CHECK_FALSE(world.write([&](Transaction& tx) { return store::remove_shift(tx, id); }));
}

}  // namespace
