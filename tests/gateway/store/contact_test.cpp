#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;
using base::Code;

TEST_CASE("the same number is the same contact, and another number another") {
  World world;
  store::ContactAt const first = world.contact();
  store::ContactAt const again = world.contact();
  store::ContactAt const other = world.contact(other_number);
  CHECK(first.made);
  CHECK_FALSE(again.made);
  CHECK(again.contact.id == first.contact.id);
  CHECK(again.address == first.address);
  CHECK(other.contact.id != first.contact.id);
  auto const found = world.read([](Snapshot& snapshot) { return store::find_contact(snapshot, tel(her_number)); });
  REQUIRE(found.has_value());
  CHECK(found->id == first.contact.id);
}

TEST_CASE("the same letters under another scheme are another address") {
  World world;
  world.contact("4040");
  auto const found = world.read([](Snapshot& snapshot) {
    return store::find_contact(snapshot, {.scheme = store::Scheme::word, .value = secret("4040")}).has_value();
  });
  CHECK_FALSE(found);
}

TEST_CASE("hidden callers are never joined into one contact") {
  World world;
  store::AddressKey const hidden{.scheme = store::Scheme::anonymous, .value = secret("anonymous")};
  auto const make = [&](Transaction& tx) { return store::find_or_make_contact(tx, hidden).contact.id; };
  CHECK(world.write(make) != world.write(make));
}

TEST_CASE("a contact's address comes back as it was given") {
  World world;
  store::ContactAt const her = world.contact();
  auto const address = world.read([&](Snapshot& snapshot) { return store::find_address(snapshot, her.address); });
  REQUIRE(address.has_value());
  CHECK(shown(address->value) == her_number);
  CHECK(address->contact == her.contact.id);
  auto const all = world.read([&](Snapshot& snapshot) { return store::addresses_of(snapshot, her.contact.id).size(); });
  CHECK(all == 1);
}

TEST_CASE("rules are kept, and an update from an older version is a conflict that changes nothing") {
  World world;
  store::ContactAt const her = world.contact();
  store::Rules const rules{.language = "ne-Latn",
                           .language_chosen = true,
                           .safety = store::Safety::no,
                           .preference = store::Preference::call,
                           .opted_out = true,
                           .no_share = true};
  auto const update = [&](std::int64_t expected, store::Rules const& wanted) {
    return world.store->write_now(
        [&](Transaction& tx) { return store::update_rules(tx, her.contact.id, expected, wanted); });
  };
  CHECK(update(her.contact.version, rules).value() == her.contact.version + 1);
  CHECK(update(her.contact.version, {}).error().code == Code::conflict);
  auto const now = world.read([&](Snapshot& snapshot) { return store::find_contact(snapshot, her.contact.id); });
  REQUIRE(now.has_value());
  CHECK(now->rules == rules);
  CHECK(now->version == her.contact.version + 1);
}

TEST_CASE("a unit that changes a contact many times is checked against the one version it began with") {
  World world;
  store::ContactAt const her = world.contact();
  auto const unit = [&](Transaction& tx) -> base::Result<std::int64_t> {
    base::Result<store::MessageId> const added = store::add_message(tx, inbound(her, "a1"));
    if (!added) return std::unexpected(added.error());
    base::Result<store::MessageId> const sent = store::add_outbound(tx, reply(her));
    if (!sent) return std::unexpected(sent.error());
    return store::update_rules(tx, her.contact.id, her.contact.version, {.language = "ne"});
  };
  CHECK(world.store->write_now(unit).value() == her.contact.version + 1);
  auto const now = world.read([&](Snapshot& snapshot) { return store::find_contact(snapshot, her.contact.id); });
  CHECK(now->version == her.contact.version + 1);
}

TEST_CASE("a computed unit does not stand when the contact changed meanwhile") {
  World world;
  store::ContactAt const her = world.contact();
  world.write([&](Transaction& tx) { return store::add_message(tx, inbound(her, "a1")).has_value(); });
  auto const late = world.store->write_now(
      [&](Transaction& tx) { return store::require_version(tx, her.contact.id, her.contact.version); });
  CHECK(late.error().code == Code::conflict);
}
