#include "gateway/store/agreed_word.hpp"

#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;

namespace {

store::Contact look(World& world, store::ContactId id) {
  return *world.read([&](Snapshot& snapshot) { return store::find_contact(snapshot, id); });
}

bool is_quiet_word(World& world, store::ContactId id, std::string_view key) {
  store::Contact const contact = look(world, id);
  auto const test = world.read([&](Snapshot& snapshot) { return store::quiet_word_test(snapshot, contact); });
  return test && test(key);
}

}  // namespace

TEST_CASE("a code word comes back as it was given, of a quiet word only whether it is one") {
  World world;
  store::ContactId const her = world.contact().contact.id;
  CHECK(look(world, her).code_word.empty());
  CHECK_FALSE(is_quiet_word(world, her, "chameli"));
  std::int64_t const before = look(world, her).version;
  world.write([&](Transaction& tx) {
    store::keep_code_word(tx, her, "lali gurans");
    store::keep_quiet_word(tx, her, "chameli");
    return true;
  });
  store::Contact const kept = look(world, her);
  CHECK(shown(kept.code_word) == "lali gurans");
  CHECK(is_quiet_word(world, her, "chameli"));
  CHECK_FALSE(is_quiet_word(world, her, "gulaf"));
  CHECK_FALSE(shown(kept.quiet_word).contains("chameli"));
  CHECK(kept.version == before + 1);  // a turn that was decided without them is decided again
}

TEST_CASE("two people with one quiet word have nothing in common in the database") {
  World world;
  store::ContactId const her = world.contact().contact.id;
  store::ContactId const other = world.contact(other_number).contact.id;
  world.write([&](Transaction& tx) {
    store::keep_quiet_word(tx, her, "chameli");
    store::keep_quiet_word(tx, other, "chameli");
    return true;
  });
  CHECK(shown(look(world, her).quiet_word) != shown(look(world, other).quiet_word));
  CHECK(is_quiet_word(world, other, "chameli"));
}
