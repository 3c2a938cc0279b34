#include "gateway/store/consent.hpp"

#include "gateway/store/case_pin.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace store_tests;
using namespace std::chrono_literals;

namespace {

void says(World& world, store::ContactId her, std::string organisation, store::ConsentAnswer answer) {
  world.write([&](Transaction& tx) {
    store::add_consent(tx, {.contact = her,
                            .organisation = std::move(organisation),
                            .purpose = "referral",
                            .answer = answer,
                            .copy = "consent_q",
                            .language = "ne-Latn",
                            .revision = "0011aabb"});
    return true;
  });
}

bool may(World& world, store::ContactId her, std::string_view organisation) {
  return store::may_share(world.read([&](Snapshot& snapshot) { return store::consents_of(snapshot, her); }),
                          organisation);
}

}  // namespace

TEST_CASE("a consent comes back with the words that asked for it, and is of one organisation") {
  using enum store::ConsentAnswer;
  World world;
  store::ContactId const her = world.contact().contact.id;
  store::ContactId const other = world.contact(other_number).contact.id;
  CHECK_FALSE(may(world, her, "pourakhi"));
  says(world, her, "pourakhi", given);
  CHECK(may(world, her, "pourakhi"));
  CHECK_FALSE(may(world, her, "pncc"));
  CHECK_FALSE(may(world, other, "pourakhi"));
  auto const kept = world.read([&](Snapshot& snapshot) { return store::consents_of(snapshot, her); });
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].copy == "consent_q");
  CHECK(kept[0].language == "ne-Latn");
  CHECK(kept[0].revision == "0011aabb");
  CHECK(kept[0].purpose == "referral");
  CHECK_FALSE(kept[0].case_id);
}

TEST_CASE("what she said last holds, and taking it back takes back all") {
  using enum store::ConsentAnswer;
  World world;
  store::ContactId const her = world.contact().contact.id;
  says(world, her, "pourakhi", given);
  says(world, her, "pncc", given);
  says(world, her, "pourakhi", refused);
  CHECK_FALSE(may(world, her, "pourakhi"));
  CHECK(may(world, her, "pncc"));
  says(world, her, "", withdrawn);
  CHECK_FALSE(may(world, her, "pncc"));
  says(world, her, "pncc", given);
  CHECK(may(world, her, "pncc"));
}

TEST_CASE("each case has a number of its own that is always the same") {
  World world;
  std::set<std::string> pins;
  for (std::int64_t id = 1; id <= 50; ++id) {
    auto const pin = [&] {
      return world.read([&](Snapshot& snapshot) { return store::case_pin(snapshot, store::CaseId{id}); });
    };
    CHECK(pin() == pin());
    CHECK(pin().size() == 4);
    CHECK(pin().find_first_not_of("0123456789") == std::string::npos);
    pins.insert(pin());
  }
  CHECK(pins.size() > 45);
}
