// Accounts, and what proves who somebody is: sessions, invitations, tokens, recovery codes. Run on every engine.
#include "gateway/store/account.hpp"

#include "gateway/store/api_token.hpp"
#include "gateway/store/invitation.hpp"
#include "gateway/store/recovery_code.hpp"
#include "gateway/store/session.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>

using namespace store_tests;
using store::Account;
using store::Role;

namespace {

std::string hash(char letter) { return std::string(32, letter); }

struct PeopleWorld : World {
  Account asha = write([](Transaction& tx) {
    return store::make_account(tx, {.name = "asha",
                                    .organisation = "pncc",
                                    .roles = {Role::operator_, Role::senior},
                                    .queues = {"outreach"},
                                    .languages = {"ne", "en"},
                                    .email = secret("asha.tamang@example.org"),
                                    .phone = secret(other_number),
                                    .code_secret = secret("twenty secret bytes!")})
        .value();
  });

  template <class F>
  auto on_asha(F const& act) {
    return write([&](Transaction& tx) { return act(tx, asha.id); });
  }
};

}  // namespace

TEST_CASE("an account is found by name and id as it was made, after a restart too") {
  PeopleWorld world;
  world.open();
  std::optional<Account> const found = world.read([](Snapshot& s) { return store::find_account(s, "asha"); });
  REQUIRE(found.has_value());
  CHECK(found->id == world.asha.id);
  CHECK(found->organisation == "pncc");
  CHECK(found->roles == std::vector{Role::operator_, Role::senior});
  CHECK(found->queues == std::vector<std::string>{"outreach"});
  CHECK(found->languages == std::vector<std::string>{"ne", "en"});
  CHECK(found->state == store::AccountState::invited);
  CHECK(shown(found->email) == "asha.tamang@example.org");
  CHECK(shown(found->phone) == other_number);
  CHECK(shown(found->code_secret) == "twenty secret bytes!");
  CHECK(world.read([&](Snapshot& s) { return store::find_account(s, world.asha.id).has_value(); }));
  CHECK_FALSE(world.read([](Snapshot& s) { return store::find_account(s, "Asha").has_value(); }));
}

TEST_CASE("two accounts never share a name, and a list of them goes by name") {
  PeopleWorld world;
  base::Result<Account> const second = world.store->write_now(
      [](Transaction& tx) { return store::make_account(tx, {.name = "asha", .organisation = "legal"}); });
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == base::Code::conflict);
  world.write([](Transaction& tx) { return store::make_account(tx, {.name = "anil"}).value().id; });
  std::vector<Account> const all = world.read([](Snapshot& s) { return store::accounts(s, 10); });
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "anil");
}

TEST_CASE("what is saved of an account is what is read") {
  PeopleWorld world;
  Account changed = world.asha;
  changed.state = store::AccountState::active;
  changed.password_hash = "$argon2id$";
  changed.code_step = 54;
  changed.failures = 3;
  changed.locked_until = world.clock.now() + 1h;
  changed.roles = {Role::lead};
  world.write([&](Transaction& tx) {
    store::save_account(tx, changed);
    return 0;
  });
  Account const read = world.read([&](Snapshot& s) { return store::find_account(s, changed.id).value(); });
  CHECK(read.state == store::AccountState::active);
  CHECK(read.password_hash == "$argon2id$");
  CHECK(read.code_step == 54);
  CHECK(read.failures == 3);
  CHECK(read.locked_until == changed.locked_until);
  CHECK(read.roles == std::vector{Role::lead});
  CHECK(shown(read.email) == "asha.tamang@example.org");
}

TEST_CASE("no file of the store holds a worker's e-mail, telephone or second factor") {
  PeopleWorld world;
  world.store.reset();
  std::string bytes;
  for (auto const& file : std::filesystem::directory_iterator(world.folder.path())) {
    std::ifstream in(file.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  REQUIRE(bytes.contains("outreach"));  // we look where the rows are
  for (char const* const sealed : {"tamang", "9841230123", "twenty secret"}) CHECK_FALSE(bytes.contains(sealed));
}

TEST_CASE("a session is found by its hash until it expires or is ended, by its own account alone") {
  PeopleWorld world;
  store::AccountId const other =
      world.write([](Transaction& tx) { return store::make_account(tx, {.name = "anil"}).value().id; });
  auto const add = [&](char letter) {
    return world.on_asha([&](Transaction& tx, store::AccountId id) {
      return store::add_session(tx, {.account = id, .stage = store::Stage::whole, .expires = tx.now() + 1h},
                                hash(letter));
    });
  };
  auto const is_there = [&](char letter) {
    return world.read([&](Snapshot& s) { return store::find_session(s, hash(letter)).has_value(); });
  };
  store::Session const first = add('a');
  add('b');
  CHECK(is_there('a'));
  CHECK_FALSE(is_there('c'));
  CHECK_FALSE(world.write([&](Transaction& tx) { return store::end_session(tx, other, first.id); }));
  CHECK(is_there('a'));
  CHECK(world.on_asha([&](Transaction& tx, store::AccountId id) { return store::end_session(tx, id, first.id); }));
  CHECK_FALSE(is_there('a'));
  CHECK(world.read([&](Snapshot& s) { return store::sessions_of(s, world.asha.id, 10).size(); }) == 1);
  world.clock.advance(1h);
  CHECK_FALSE(is_there('b'));
}

TEST_CASE("an invitation is good until it expires, is replaced or withdrawn") {
  PeopleWorld world;
  auto const invite = [&](char letter) {
    world.on_asha([&](Transaction& tx, store::AccountId id) {
      store::invite(tx, id, hash(letter), tx.now() + 1h);
      return 0;
    });
  };
  auto const whose = [&](char letter) {
    return world.read([&](Snapshot& s) { return store::find_invitation(s, hash(letter)); });
  };
  invite('a');
  CHECK(whose('a') == world.asha.id);
  invite('b');
  CHECK_FALSE(whose('a').has_value());
  CHECK(whose('b') == world.asha.id);
  world.clock.advance(1h);
  CHECK_FALSE(whose('b').has_value());
  invite('c');
  world.on_asha([](Transaction& tx, store::AccountId id) {
    store::withdraw_invitations(tx, id);
    return 0;
  });
  CHECK_FALSE(whose('c').has_value());
}

TEST_CASE("a recovery code is good once, and only for its account and its set") {
  PeopleWorld world;
  auto const replace = [&](std::vector<std::string> const& hashes) {
    world.on_asha([&](Transaction& tx, store::AccountId id) {
      store::replace_recovery_codes(tx, id, hashes);
      return 0;
    });
  };
  auto const take = [&](char letter) {
    return world.on_asha(
        [&](Transaction& tx, store::AccountId id) { return store::take_recovery_code(tx, id, hash(letter)); });
  };
  replace({hash('a'), hash('b')});
  CHECK(take('a'));
  CHECK_FALSE(take('a'));
  replace({hash('c')});
  CHECK_FALSE(take('b'));
  CHECK(take('c'));
}

TEST_CASE("an API token is found by its hash with its scopes, until it expires or is ended") {
  PeopleWorld world;
  store::ApiToken const token = world.on_asha([](Transaction& tx, store::AccountId id) {
    return store::add_api_token(
        tx, {.account = id, .label = "report", .scopes = {"cases:read"}, .expires = tx.now() + 1h}, hash('t'));
  });
  auto const found = [&] { return world.read([](Snapshot& s) { return store::find_api_token(s, hash('t')); }); };
  REQUIRE(found().has_value());
  CHECK(found()->account == world.asha.id);
  CHECK(found()->scopes == std::vector<std::string>{"cases:read"});
  CHECK(world.read([&](Snapshot& s) { return store::api_tokens_of(s, world.asha.id, 10).size(); }) == 1);
  CHECK(world.on_asha([&](Transaction& tx, store::AccountId id) { return store::end_api_token(tx, id, token.id); }));
  CHECK_FALSE(found().has_value());
}
