// Every route as every role of every organisation: what is answered, and that each look and act is in the journal.
// Who may is written here once more, by people and for people; a route that has no row fails.
#include "gateway/console/routes.hpp"
#include "gateway/desk/attachments.hpp"
#include "gateway/desk/case_states.hpp"
#include "gateway/desk/closing.hpp"
#include "gateway/desk/joined_cases.hpp"
#include "gateway/desk/notes.hpp"
#include "gateway/desk/stranger.hpp"
#include "gateway/store/api_token.hpp"
#include "tests/gateway/console/desk_house.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace console_tests;
using store::Role;

namespace {

using Roles = std::vector<std::string_view>;
Roles const case_workers{"operator", "senior", "lead"};
Roles const seniors{"senior", "lead"};
Roles const everybody(store::role_words.begin(), store::role_words.end());

struct Row {
  std::string_view method;
  std::string_view path;
  Roles may;
  int status;  // where she may
  char const* body = "";
  std::size_t entries = 1;  // of hers in the journal then
};

std::vector<Row> const rows{
    {"GET", "/api/v1/cases", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/cases/{ref}", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/cases/{ref}/timeline", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/cases/{ref}/canned", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/claim", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/release", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/assign", seniors, 200, R"({"to":"colleague"})"},
    {"POST", "/api/v1/cases/{ref}/offer", case_workers, 200, R"({"to":"colleague","next_step":"ring the embassy"})"},
    {"POST", "/api/v1/cases/{ref}/accept", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/refuse", case_workers, 200, R"({"reason":"on leave"})"},
    {"POST", "/api/v1/cases/{ref}/wait", case_workers, 200, R"({"state":"waiting_partner","reason":"embassy"})"},
    {"POST", "/api/v1/cases/{ref}/resume", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/severity", case_workers, 200, R"({"severity":"critical"})"},
    {"POST", "/api/v1/cases/{ref}/close", case_workers, 200, R"({"outcome":"R1"})"},
    {"POST", "/api/v1/cases/{ref}/reopen", case_workers, 200, R"({"reason":"she wrote again"})"},
    {"POST", "/api/v1/cases/{ref}/link", case_workers, 200, R"({"other":"{other}","kind":"same_employer"})"},
    {"POST", "/api/v1/cases/{ref}/unlink", case_workers, 200, R"({"other":"{other}"})"},
    {"POST", "/api/v1/cases/{ref}/merge", seniors, 200, R"({"into":"{other}"})", 2},
    {"POST", "/api/v1/cases/{ref}/split", seniors, 200},
    {"POST", "/api/v1/cases/{ref}/notes", case_workers, 200, R"({"text":"rang, no answer"})"},
    {"POST", "/api/v1/cases/{ref}/watch", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/unwatch", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/tasks", case_workers, 200, R"({"words":"ask the union","assignee":"colleague"})"},
    {"POST", "/api/v1/cases/{ref}/tasks/done", case_workers, 200, R"({"id":"{task}"})"},
    {"POST", "/api/v1/cases/{ref}/facts", case_workers, 200, R"({"facts":{"passport":"employer","indicators":[1,4]}})"},
    {"POST", "/api/v1/cases/{ref}/attachments", case_workers, 200,
     R"({"kind":"application/pdf","name":"contract.pdf","bytes":"JVBERi0xLjQ="})"},
    {"POST", "/api/v1/cases/{ref}/messages", case_workers, 202, R"({"text":"Namaste"})"},
    {"POST", "/api/v1/cases/{ref}/messages/take-back", case_workers, 200, R"({"id":"{message}"})"},
    {"POST", "/api/v1/cases/{ref}/stranger", case_workers, 200, R"({"sign":"who_is_this"})"},
    {"POST", "/api/v1/cases/{ref}/stranger/lift", case_workers, 200, R"({"how":"code_word","reason":"she said it"})"},
    {"GET", "/api/v1/attachments/{ref}", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/closing-codes", {"operator", "senior", "lead", "focal"}, 200, "", 0},
    {"POST", "/api/v1/sign-out", everybody, 204},
    {"GET", "/api/v1/me", everybody, 200},
    {"GET", "/api/v1/sessions", everybody, 200},
    {"DELETE", "/api/v1/sessions/{ref}", everybody, 204},
    {"GET", "/api/v1/tokens", everybody, 200},
    {"POST", "/api/v1/tokens", everybody, 201, R"({"label":"report","scopes":["cases:read"]})"},
    {"DELETE", "/api/v1/tokens/{ref}", everybody, 204},
    {"GET", "/api/v1/accounts", {"admin"}, 200},
    {"POST", "/api/v1/accounts", {"admin"}, 201},
    {"POST", "/api/v1/accounts/{ref}/disable", {"admin"}, 200},
    {"POST", "/api/v1/accounts/{ref}/reset", {"admin"}, 200},
    {"GET", "/api/v1/accounts/{ref}/sessions", {"admin"}, 200},
};

bool is_a_case(std::string_view path) { return path.starts_with("/api/v1/cases/"); }

struct RightsHouse : DeskHouse {
  int number = 0;

  // What the body's placeholders stand for: another case of hers, a task and an answer of the case.
  std::string other;
  std::string task;
  std::string message;

  void act(std::string const& name, std::string const& ref, desk::Act act) {
    REQUIRE(run(gateway().cases().act(desk::Actor(name), ref, std::nullopt, std::move(act))));
  }

  // A case that the call can succeed on. What has to be done before is done as by whoever has the shell, under the name
  // of the one who asks: as if she had done it before she moved away.
  std::string case_for(Row const& row, std::string const& name, bool may_work) {
    std::string const ref = fresh_case();
    other = fresh_case();
    auto const is = [&](std::string_view end) { return row.path.ends_with(end); };
    if (row.method != "POST" || is("/claim") || !may_work) return ref;
    if (is("/accept") || is("/refuse")) {
      act("colleague", ref, desk::claim());
      auto const is_queue = [](std::string_view) { return true; };
      act("colleague", ref, desk::offer({.to = name, .queue = ours.queue, .next_step = "ring her"}, is_queue));
      return ref;
    }
    act(name, ref, desk::claim());
    if (is("/resume")) act(name, ref, desk::wait(store::CaseState::waiting_partner, "embassy"));
    if (is("/reopen")) act(name, ref, desk::close({.code = "R1", .said = {}}));
    if (is("/unlink")) act(name, ref, desk::link(other, store::CaseLinkKind::same_place));
    if (is("/split")) act(name, ref, desk::merge(other));
    if (is("/unwatch")) act(name, ref, desk::watch({}));
    // She is one person: what the row before did to her is undone, if it did anything.
    desk::Act again = is("/stranger") ? desk::lift_freeze("call", "rang her") : desk::freeze_rules("style");
    if (row.path.contains("/stranger"))
      (void)run(gateway().cases().act(desk::Actor(name), ref, std::nullopt, std::move(again)));
    if (is("/tasks/done")) {
      act(name, ref, desk::add_task({.assignee = {}, .words = "ask the union", .due = {}}));
      task = store::text(run(gateway().cases().show(desk::Actor(name), ref)).value().tasks.at(0).id);
    }
    if (is("/take-back")) {
      auto const said = run(gateway().cases().answer(desk::Actor(name), ref, std::nullopt, {.text = "Namaste"}));
      message = store::text(said.value());
    }
    return ref;
  }

  // What stands for {ref}, made so that the call can succeed.
  std::string reference(Row const& row, store::Account const& account) {
    std::string const fresh = std::to_string(++number);
    bool const is_member = account.queues[0] == ours.queue;
    bool const may_work = is_member && desk::may(desk::Actor(account), desk::Right::work_cases);
    if (is_a_case(row.path)) return case_for(row, account.name, may_work);
    if (row.path.starts_with("/api/v1/attachments/")) {
      std::string const ref = fresh_case();
      act("colleague", ref, desk::attach({.kind = "application/pdf", .name = "a.pdf", .bytes = "%PDF-1.4"}));
      auto const view = run(gateway().cases().show(desk::Actor("colleague"), ref)).value();
      return store::text(view.attachments.at(0).id);
    }
    if (row.path.starts_with("/api/v1/sessions/")) return store::text(open_session(account.id, "other " + fresh).id);
    if (row.path.starts_with("/api/v1/tokens/")) {
      return store::text(
          write([&](store::Transaction& tx) {
            return store::add_api_token(
                tx, {.account = account.id, .label = "report", .expires = tx.now() + std::chrono::hours(1)}, fresh);
          }).id);
    }
    return row.path.contains("{ref}") ? add("victim" + fresh, theirs, Role::operator_).name : std::string();
  }

  std::string body(Row const& row) {
    if (row.path != "/api/v1/accounts") {
      std::string filled = row.body;
      for (auto const& [placeholder, value] : {std::pair<std::string_view, std::string const&>{"{other}", other},
                                               {"{task}", task},
                                               {"{message}", message}}) {
        std::size_t const at = filled.find(placeholder);
        if (at != std::string::npos) filled.replace(at, placeholder.size(), value);
      }
      return filled;
    }
    return R"({"name":"new)" + std::to_string(++number) +
           R"(","organisation":"pncc","roles":["operator"],"queues":[]})";
  }
};

std::string with_ref(std::string_view pattern, std::string const& ref) {
  std::string path(pattern);
  std::size_t const at = path.find("{ref}");
  if (at != std::string::npos) path.replace(at, 5, ref);
  return path;
}

int expected_status(Row const& row, std::string_view role, Organisation const& organisation) {
  if (std::ranges::find(row.may, role) == row.may.end()) return 403;
  bool const is_hers = std::string_view(organisation.code) == ours.code && role != "focal";
  bool const is_of_case = is_a_case(row.path) || row.path.starts_with("/api/v1/attachments/");
  return is_of_case && !is_hers ? 404 : row.status;
}

}  // namespace

TEST_CASE("every route has its row here, and every row is a route") {
  for (console::Route const& route : console::routes()) {
    CAPTURE(route.method, route.path);
    bool const has_row =
        std::ranges::any_of(rows, [&](Row const& row) { return row.method == route.method && row.path == route.path; });
    CHECK(has_row == route.right.has_value());
  }
  CHECK(std::ranges::count_if(console::routes(), [](console::Route const& route) { return !route.right; }) == 3);
  CHECK(rows.size() + 3 == console::routes().size());
}

TEST_CASE("every route answers every role of every organisation as the table says, and the journal knows of it") {
  RightsHouse house;
  house.add("colleague", ours, Role::operator_);
  for (Organisation const& organisation : {ours, theirs}) {
    for (std::string_view const role : store::role_words) {
      std::string const name = std::string(role) + "." + organisation.code;
      store::Account const account = house.add(name, organisation, *store::parse_word<Role>(role));
      for (Row const& row : rows) {
        CAPTURE(name, row.method, row.path);
        std::string const secret = "secret " + std::to_string(++house.number);
        house.open_session(account.id, secret);
        std::string const path = with_ref(row.path, house.reference(row, account));
        std::string const body = house.body(row);
        std::int64_t const before = house.journal_end();
        Answer const answer = house.ask_as(secret, std::string(row.method), path, body);
        CHECK(answer.status == expected_status(row, role, organisation));
        CHECK(house.journal_of(name, before).size() == (answer.status < 300 ? row.entries : 0));
      }
    }
  }
}

TEST_CASE("nobody gets further without a session, with half of one, or without the page's mark") {
  RightsHouse house;
  store::Account const asha = house.add("asha", ours, Role::operator_);
  house.open_session(asha.id, "whole");
  house.write([&](store::Transaction& tx) {
    return store::add_session(tx, {.account = asha.id, .expires = tx.now() + std::chrono::hours(1)},
                              desk::hash_secret("half"));
  });
  for (Row const& row : rows) {
    CAPTURE(row.method, row.path);
    std::string const path = with_ref(row.path, "K-00000");
    std::string const method(row.method);
    std::int64_t const before = house.journal_end();
    CHECK(house.ask(method, path, row.body).status == 401);
    CHECK(house.ask_as("half", method, path, row.body).status == 401);
    CHECK(house.ask_as("another", method, path, row.body).status == 401);
    CHECK(house.ask(method, path, row.body, {{"Authorization", "Bearer whole"}}).status == 401);
    CHECK(house.ask(method, path, row.body, {{"X-Saathi-As", "asha"}}).status == 401);
    if (row.method != "GET") {
      CHECK(house.ask(method, path, row.body, {{"Cookie", "saathi=whole"}}).status == 403);
      CHECK(house.ask(method, path, row.body, {{"Cookie", "saathi=whole"}, {"X-CSRF", "guessed"}}).status == 403);
    }
    CHECK(house.journal_end() == before);
  }
}

TEST_CASE("an operator who is no member of a queue sees nothing of it") {
  RightsHouse house;
  std::string const ref = house.fresh_case();
  house.open_session(house.add("asha", ours, Role::operator_).id, "asha's");
  house.open_session(house.add("binod", theirs, Role::lead).id, "binod's");
  CHECK(house.ask_as("asha's", "GET", "/api/v1/cases").body.contains(ref));
  CHECK_FALSE(house.ask_as("binod's", "GET", "/api/v1/cases").body.contains(ref));
}

TEST_CASE("a token opens what its scopes say, without a cookie or the page's mark") {
  RightsHouse house;
  std::string const ref = house.fresh_case();
  store::Account const asha = house.add("asha", ours, Role::operator_);
  house.write([&](store::Transaction& tx) {
    return store::add_api_token(
        tx,
        {.account = asha.id, .label = "report", .scopes = {"cases:read"}, .expires = tx.now() + std::chrono::hours(1)},
        desk::hash_secret("token"));
  });
  std::vector<base::HttpHeader> const bearer{{"Authorization", "Bearer token"}};
  CHECK(house.ask("GET", "/api/v1/cases", {}, bearer).body.contains(ref));
  CHECK(house.ask("POST", "/api/v1/cases/" + ref + "/claim", {}, bearer).status == 403);
  CHECK(house.ask("GET", "/api/v1/tokens", {}, bearer).status == 403);
  house.wait(std::chrono::hours(1));
  CHECK(house.ask("GET", "/api/v1/cases", {}, bearer).status == 401);
}
