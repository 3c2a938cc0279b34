// Coming in: from the invitation to the session, and what happens to whoever guesses. And the accounts themselves.
#include "gateway/desk/sign_in.hpp"

#include "gateway/desk/one_time_code.hpp"
#include "gateway/desk/people.hpp"
#include "gateway/store/journal.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace store_tests;
using base::Code;
using desk::Actor;
using store::Role;

namespace {

constexpr char const* password = "four words unlike others";
desk::Caller const caller{.address = "192.0.2.1", .agent = "a browser"};

struct DeskWorld : World {
  base::SeededRandom random{3};
  desk::SignIn door{*store, loop.executor(), clock, random, {.cost = desk::password_cost_min, .is_demo = false}};
  desk::People people{*store,
                      random,
                      {.is_queue = [](std::string_view code) { return code == "outreach"; },
                       .is_organisation = [](std::string_view code) { return code == "pncc"; }}};
  Actor admin{"root"};
  std::string code_secret{};  // asha's

  store::Account wanted(std::string name = "asha") {
    store::Account account;
    account.name = std::move(name);
    account.organisation = "pncc";
    account.roles = {Role::operator_};
    account.queues = {"outreach"};
    return account;
  }
  std::string invite() { return loop.run(people.add(admin, wanted())).value().invitation; }
  desk::Enrolment enrol() {
    desk::Enrolment enrolment = loop.run(door.accept_invitation(invite(), password, caller)).value();
    code_secret = shown(account().code_secret);
    return enrolment;
  }
  store::Account account() {
    return read([](Snapshot& s) { return store::find_account(s, "asha").value(); });
  }
  base::Result<desk::Opened> knock(std::string with = password, std::string name = "asha") {
    return loop.run(door.give_password(std::move(name), std::move(with), caller));
  }
  std::string code() { return desk::code_at(code_secret, desk::step_of(clock.now())); }
  base::Result<desk::Opened> enter() {
    base::Result<desk::Opened> const half = knock();
    if (!half) return half;
    return loop.run(door.give_code(half->secret, code(), caller));
  }
  std::vector<std::string> acts() {
    std::vector<std::string> all;
    for (store::JournalEntry const& entry : read([](Snapshot& s) { return store::journal_after(s, 0, 100); })) {
      all.push_back(entry.who + " " + entry.what + " " + entry.subject);
    }
    return all;
  }
};

}  // namespace

TEST_CASE("an invitation, a password and a code make a session, and each step is in the journal") {
  DeskWorld world;
  desk::Enrolment const enrolment = world.enrol();
  CHECK(enrolment.uri.contains(enrolment.code_secret));
  CHECK(enrolment.recovery_codes.size() == 8);
  base::Result<desk::Opened> const half = world.knock();
  REQUIRE(half.has_value());
  CHECK(half->stage == store::Stage::half);
  CHECK_FALSE(world.door.find_session(half->secret).has_value());
  base::Result<desk::Opened> const whole = world.loop.run(world.door.give_code(half->secret, world.code(), caller));
  REQUIRE(whole.has_value());
  CHECK(whole->secret != half->secret);
  std::optional<desk::SignedIn> const who = world.door.find_session(whole->secret);
  REQUIRE(who.has_value());
  CHECK(who->actor.name == "asha");
  CHECK(who->actor.queues == std::vector<std::string>{"outreach"});
  CHECK_FALSE(who->actor.is_shell);
  CHECK(world.acts() == std::vector<std::string>{"root invited account asha", "asha accepted_invitation account asha",
                                                 "asha gave_password account asha", "asha signed_in account asha"});
}

TEST_CASE("an invitation is good once and for three days, and a bad password does not use it up") {
  DeskWorld world;
  std::string const invitation = world.invite();
  auto const accept = [&](std::string with) {
    return world.loop.run(world.door.accept_invitation(invitation, std::move(with), caller));
  };
  CHECK(accept("short").error().code == Code::bad_input);
  CHECK(accept(std::string(desk::demo_password)).error().code == Code::bad_input);
  REQUIRE(accept(password).has_value());
  CHECK(accept(password).error().code == Code::not_found);
  std::string const again = world.loop.run(world.people.reset(world.admin, "asha")).value().invitation;
  world.clock.advance(desk::invitation_time);
  CHECK(world.loop.run(world.door.accept_invitation(again, password, caller)).error().code == Code::not_found);
}

TEST_CASE("a code is good for one session, and so is a recovery code") {
  DeskWorld world;
  desk::Enrolment const enrolment = world.enrol();
  REQUIRE(world.enter().has_value());
  CHECK(world.enter().error().code == Code::unauthorised);
  auto const with_paper = [&] {
    std::string const half = world.knock().value().secret;
    return world.loop.run(world.door.give_code(half, enrolment.recovery_codes[2], caller));
  };
  CHECK(with_paper().has_value());
  CHECK_FALSE(with_paper().has_value());
  CHECK(std::ranges::count(world.acts(), "asha used_recovery_code account asha") == 1);
}

TEST_CASE("what was wrong is not said: an unknown name, a wrong password and one who has to wait sound alike") {
  DeskWorld world;
  world.enrol();
  for (int i = 0; i <= desk::guesser_mistakes_free; ++i) {
    CHECK(world.knock("something else").error().message == world.knock(password, "nobody").error().message);
  }
  base::Error const waits = world.knock().error();
  CHECK(waits.code == Code::too_often);
  CHECK(waits.message == world.knock(password, "nobody").error().message);
}

TEST_CASE("whoever made too many mistakes waits, the right password does not help, and then it is good again") {
  DeskWorld world;
  world.enrol();
  for (int i = 0; i <= desk::guesser_mistakes_free; ++i) CHECK_FALSE(world.knock("something else").has_value());
  CHECK_FALSE(world.knock().has_value());
  world.clock.advance(desk::pause_min);
  CHECK(world.enter().has_value());
  CHECK(world.account().failures == 0);
  CHECK(std::ranges::count(world.acts(), "asha locked_out account asha") == 1);
}

TEST_CASE("guessed codes make her wait too, and a right password between them does not begin anew") {
  DeskWorld world;
  world.enrol();
  for (int i = 0; i <= desk::guesser_mistakes_free; ++i) {
    std::string const half = world.knock().value().secret;
    CHECK_FALSE(world.loop.run(world.door.give_code(half, "not a code", caller)).has_value());
  }
  CHECK_FALSE(world.knock().has_value());
}

TEST_CASE("a stranger who knows a name does not keep its owner out, however often he tries") {
  DeskWorld world;
  world.enrol();
  desk::Caller const stranger{.address = "192.0.2.66", .agent = {}};
  for (int i = 0; i < 200; ++i) {
    (void)world.loop.run(world.door.give_password("asha", "guess " + std::to_string(i), stranger));
    world.clock.advance(30s);
  }
  CHECK(world.account().failures <= desk::guesser_mistakes_free);
  CHECK(world.enter().has_value());
}

TEST_CASE("where many addresses guess at one account, the browser in which its owner signed in before still opens it") {
  DeskWorld world;
  world.enrol();
  desk::Caller known = caller;
  known.known = world.enter().value().known;
  REQUIRE_FALSE(known.known.empty());
  for (int i = 0; i <= desk::account_mistakes_free; ++i) {
    desk::Caller const stranger{.address = "198.51.100." + std::to_string(i), .agent = {}};
    (void)world.loop.run(world.door.give_password("asha", "a guess", stranger));
  }
  world.clock.advance(30s);
  desk::Caller const elsewhere{.address = "203.0.113.5", .agent = {}};
  CHECK_FALSE(world.loop.run(world.door.give_password("asha", password, elsewhere)).has_value());
  base::Result<desk::Opened> const half = world.loop.run(world.door.give_password("asha", password, known));
  REQUIRE(half.has_value());
  base::Result<desk::Opened> const whole = world.loop.run(world.door.give_code(half->secret, world.code(), known));
  REQUIRE(whole.has_value());
  CHECK(whole->known.empty());
  SECTION("but it waits for its own mistakes, and a reset forgets it") {
    for (int i = 0; i <= desk::guesser_mistakes_free; ++i) {
      (void)world.loop.run(world.door.give_password("asha", "a guess", known));
    }
    CHECK_FALSE(world.loop.run(world.door.give_password("asha", password, known)).has_value());
  }
}

TEST_CASE("an address that tries name after name is made to wait") {
  DeskWorld world;
  for (int i = 0; i <= desk::address_mistakes_free; ++i) {
    CHECK(world.knock(password, "name" + std::to_string(i)).error().code == Code::unauthorised);
  }
  CHECK(world.knock(password, "another").error().code == Code::too_often);
  desk::Caller const elsewhere{.address = "192.0.2.2", .agent = {}};
  CHECK(world.loop.run(world.door.give_password("another", password, elsewhere)).error().code == Code::unauthorised);
}

TEST_CASE("a session ends when it is idle for a shift, after a day, when it is ended, and with its account") {
  DeskWorld world;
  world.enrol();
  std::string const first = world.enter().value().secret;
  auto const is_in = [&](std::string const& secret) { return world.door.find_session(secret).has_value(); };
  world.clock.advance(desk::session_idle_max - 1min);
  REQUIRE(is_in(first));
  world.loop.run(world.door.note_seen(world.door.find_session(first)->session));
  world.clock.advance(desk::session_idle_max - 1min);
  CHECK(is_in(first));
  world.clock.advance(1min);
  CHECK_FALSE(is_in(first));

  std::string const second = world.enter().value().secret;
  store::SessionId const id = world.door.find_session(second)->session.id;
  CHECK(world.loop.run(world.people.end_session(world.admin, "asha", id)).has_value());
  CHECK_FALSE(is_in(second));
  world.clock.advance(1min);
  std::string const third = world.enter().value().secret;
  REQUIRE(world.loop.run(world.people.disable(world.admin, "asha")).has_value());
  CHECK_FALSE(is_in(third));
  CHECK_FALSE(world.knock().has_value());
}

TEST_CASE("a token acts for its account within its scopes, until it is ended or the account is reset") {
  DeskWorld world;
  world.enrol();
  Actor const asha(world.account());
  auto const make = [&] {
    return world.loop.run(world.people.add_token(asha, "monthly report", {"cases:read"})).value();
  };
  desk::NewToken const token = make();
  std::optional<Actor> const program = world.door.find_token(token.secret);
  REQUIRE(program.has_value());
  CHECK(program->name == "asha");
  CHECK(program->scopes == std::vector<std::string>{"cases:read"});
  CHECK(world.loop.run(world.people.end_token(asha, token.token.id)).has_value());
  CHECK_FALSE(world.door.find_token(token.secret).has_value());
  desk::NewToken const second = make();
  REQUIRE(world.loop.run(world.people.reset(world.admin, "asha")).has_value());
  CHECK_FALSE(world.door.find_token(second.secret).has_value());
  CHECK_FALSE(world.loop.run(world.people.add_token(asha, "report", {"everything"})).has_value());
  CHECK_FALSE(world.loop.run(world.people.add_token(asha, "", {"cases:read"})).has_value());
  CHECK_FALSE(world.loop.run(world.people.add_token(world.admin, "report", {"cases:read"})).has_value());
}

TEST_CASE("an account that cannot be is refused, with the field named, and changes nothing") {
  DeskWorld world;
  struct Row {
    char const* field;
    std::function<void(store::Account&)> spoil;
  };
  for (Row const& row : std::vector<Row>{{"name", [](store::Account& a) { a.name = "Asha Tamang"; }},
                                         {"name", [](store::Account& a) { a.name = "9"; }},
                                         {"organisation", [](store::Account& a) { a.organisation = "nobody"; }},
                                         {"roles", [](store::Account& a) { a.roles.clear(); }},
                                         {"queues", [](store::Account& a) { a.queues = {"outreach", "kitchen"}; }},
                                         {"languages", [](store::Account& a) { a.languages = {""}; }}}) {
    CAPTURE(row.field);
    store::Account spoilt = world.wanted();
    row.spoil(spoilt);
    base::Result<desk::Invited> const refused = world.loop.run(world.people.add(world.admin, spoilt));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::bad_input);
    CHECK(refused.error().message.starts_with(row.field));
  }
  CHECK(world.acts().empty());
  world.invite();
  CHECK(world.loop.run(world.people.add(world.admin, world.wanted())).error().code == Code::conflict);
  CHECK(world.loop.run(world.people.disable(world.admin, "nobody")).error().code == Code::not_found);
}
