#include "gateway/store/seal.hpp"

#include "gateway/store/secret.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <fstream>

using namespace store_tests;
using base::Code;
using store::Owner;
using store::OwnerKind;
using store::Sealer;

namespace columns = store::sealed_columns;

namespace {

struct SealWorld {
  store::MasterKey key = store::make_master_key();
  Sealer sealer{key};
  Owner her{OwnerKind::contact, 7};
  Owner other{OwnerKind::contact, 8};
  std::string her_key = sealer.make_wrapped_key(her);

  SealWorld() {
    if (!sealer.take_key(her, her_key) || !sealer.take_key(other, sealer.make_wrapped_key(other)))
      throw std::runtime_error("keys");
  }
};

}  // namespace

TEST_CASE("what is sealed opens in its own place, and nowhere else") {
  SealWorld world;
  std::string const sealed = world.sealer.seal(world.her, columns::message_text, 5, "passport khosyo").value();
  CHECK(world.sealer.open(world.her, columns::message_text, 5, sealed) == "passport khosyo");
  CHECK_FALSE(world.sealer.open(world.her, columns::message_text, 6, sealed).has_value());    // another row
  CHECK_FALSE(world.sealer.open(world.her, columns::turn_facts, 5, sealed).has_value());      // another column
  CHECK_FALSE(world.sealer.open(world.other, columns::message_text, 5, sealed).has_value());  // another person
  CHECK(sealed.find("khosyo") == std::string::npos);
}

TEST_CASE("a sealed value that was changed in any byte does not open") {
  SealWorld world;
  std::string const sealed = world.sealer.seal(world.her, columns::message_text, 5, "9").value();
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(world.sealer.open(world.her, columns::message_text, 5, changed).has_value());
  }
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    CHECK_FALSE(world.sealer.open(world.her, columns::message_text, 5, sealed.substr(0, length)).has_value());
  }
}

TEST_CASE("the same words sealed twice do not look the same") {
  SealWorld world;
  CHECK(world.sealer.seal(world.her, columns::message_text, 5, "9") !=
        world.sealer.seal(world.her, columns::message_text, 5, "9"));
}

TEST_CASE("a data key opens with its own master key and for its own owner only") {
  SealWorld world;
  Sealer stranger{store::make_master_key()};
  CHECK_FALSE(stranger.take_key(world.her, world.her_key));
  Sealer again{world.key};
  CHECK_FALSE(again.take_key(world.other, world.her_key));
  CHECK(again.take_key(world.her, world.her_key));
}

TEST_CASE("a forgotten key opens nothing more, and the others stay right") {
  SealWorld world;
  std::string const hers = world.sealer.seal(world.her, columns::message_text, 1, "hers").value();
  std::string const others = world.sealer.seal(world.other, columns::message_text, 2, "other").value();
  world.sealer.forget_key(world.her);
  CHECK_FALSE(world.sealer.open(world.her, columns::message_text, 1, hers).has_value());
  CHECK(world.sealer.open(world.other, columns::message_text, 2, others) == "other");
  CHECK(world.sealer.take_key(world.her, world.her_key));
  CHECK(world.sealer.open(world.her, columns::message_text, 1, hers) == "hers");
  CHECK(world.sealer.open(world.other, columns::message_text, 2, others) == "other");
}

TEST_CASE("with more owners than the cache holds, every key in it is still the right one") {
  SealWorld world;
  std::vector<std::string> keys;
  std::vector<std::string> sealed;
  constexpr std::int64_t owners = 1500;
  for (std::int64_t id = 0; id < owners; ++id) {
    Owner const owner{OwnerKind::account, id};
    keys.push_back(world.sealer.make_wrapped_key(owner));
    REQUIRE(world.sealer.take_key(owner, keys.back()));
    sealed.push_back(world.sealer.seal(owner, columns::message_text, id, std::to_string(id)).value());
    if (id % 7 == 0) world.sealer.forget_key({OwnerKind::account, id / 2});
  }
  for (std::int64_t id = 0; id < owners; ++id) {
    Owner const owner{OwnerKind::account, id};
    auto const place = static_cast<std::size_t>(id);
    if (!world.sealer.has_key(owner)) REQUIRE(world.sealer.take_key(owner, keys[place]));
    REQUIRE(world.sealer.open(owner, columns::message_text, id, sealed[place]) == std::to_string(id));
  }
}

TEST_CASE("the look-up of an address depends on scheme, value and key") {
  SealWorld world;
  CHECK(world.sealer.lookup("tel", her_number) == Sealer(world.key).lookup("tel", her_number));
  CHECK(world.sealer.lookup("tel", her_number) != world.sealer.lookup("tel", other_number));
  CHECK(world.sealer.lookup("tel", "4040") != world.sealer.lookup("word", "4040"));
  CHECK(world.sealer.lookup("tel", her_number) != Sealer(store::make_master_key()).lookup("tel", her_number));
}

TEST_CASE("a key file is made once, for its owner's eyes, and gives the same key again") {
  Folder folder;
  std::filesystem::path const path = folder.path() / "keys" / "master.key";
  REQUIRE(store::make_key_file(path).has_value());
  CHECK(std::filesystem::status(path).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  base::Result<store::MasterKey> const one = store::load_key_file(path);
  base::Result<store::MasterKey> const two = store::load_key_file(path);
  REQUIRE(one.has_value());
  REQUIRE(two.has_value());
  CHECK(Sealer(*one).opens_check(Sealer(*two).make_check()));

  base::Result<void> const again = store::make_key_file(path);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().message.find("never overwritten") != std::string::npos);
  CHECK(Sealer(*store::load_key_file(path)).opens_check(Sealer(*one).make_check()));
}

TEST_CASE("a key file that is not as it should be is refused with a sentence") {
  Folder folder;
  std::filesystem::path const path = folder.path() / "master.key";
  auto const refusal = [&] {
    base::Result<store::MasterKey> const key = store::load_key_file(path);
    REQUIRE_FALSE(key.has_value());
    CHECK(key.error().code == Code::environment);
    return key.error().message;
  };
  CHECK(refusal().find("saathi key init") != std::string::npos);
  REQUIRE(store::make_key_file(path).has_value());
  std::filesystem::permissions(path, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  CHECK(refusal().find("chmod 600") != std::string::npos);
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  for (std::string const& content : {std::string(), std::string("abc\n"), std::string(64, 'g'), std::string(65, 'a'),
                                     std::string(66, 'a'), std::string(63, 'a') + "\n"}) {
    std::ofstream(path, std::ios::trunc) << content;
    CHECK(refusal().find("64 hexadecimal digits") != std::string::npos);
  }
}

TEST_CASE("every sealed column is named once") {
  for (std::size_t i = 0; i < columns::all.size(); ++i) {
    for (std::size_t j = i + 1; j < columns::all.size(); ++j) {
      CHECK_FALSE((columns::all[i].table == columns::all[j].table && columns::all[i].column == columns::all[j].column));
    }
  }
}
