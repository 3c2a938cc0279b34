// Every route as every role of every organisation: what is answered, and that each look and act is in the journal.
// Who may is written here once more, by people and for people; a route that has no row fails.
#include "gateway/console/routes.hpp"
#include "gateway/desk/attachments.hpp"
#include "gateway/store/api_token.hpp"
#include "gateway/store/shift.hpp"
#include "tests/gateway/console/described.hpp"
#include "tests/gateway/console/desk_house.hpp"
#include "tests/gateway/console/prepared_case.hpp"
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
    {"GET", "/api/v1/counts", {"operator", "senior", "lead", "focal"}, 200, "", 0},  // no case is looked at
    {"GET", "/api/v1/cases/{ref}", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/cases/{ref}/timeline", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/cases/{ref}/story", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/cases/{ref}/canned", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/claim", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/release", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/assign", seniors, 200},
    {"POST", "/api/v1/cases/{ref}/offer", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/accept", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/refuse", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/wait", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/resume", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/severity", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/close", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/reopen", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/link", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/unlink", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/merge", seniors, 200, "", 2},
    {"POST", "/api/v1/cases/{ref}/split", seniors, 200},
    {"POST", "/api/v1/cases/{ref}/notes", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/watch", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/unwatch", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/tasks", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/tasks/done", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/facts", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/attachments", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/messages", case_workers, 202},
    {"POST", "/api/v1/cases/{ref}/messages/take-back", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/stranger", case_workers, 200},
    {"POST", "/api/v1/cases/{ref}/stranger/lift", case_workers, 200},
    {"GET", "/api/v1/attachments/{ref}", {"operator", "senior", "lead", "focal"}, 200},
    {"GET", "/api/v1/closing-codes", {"operator", "senior", "lead", "focal"}, 200, "", 0},
    {"GET", "/api/v1/events", {"operator", "senior", "lead", "focal"}, 200},
    {"POST", "/api/v1/events/{ref}/watch", {"operator", "senior", "lead", "focal"}, 204, R"({"cases":[]})", 0},
    {"GET", "/api/v1/changes", {"operator", "senior", "lead", "focal"}, 200},
    {"POST", "/api/v1/routing/try", everybody, 200, R"({"category":"wage"})", 0},
    {"POST", "/api/v1/cases/{ref}/calls", case_workers, 204, R"({"reached":true})"},
    {"POST", "/api/v1/cases/{ref}/block", {"senior", "lead"}, 204, R"({"blocked":true})"},
    {"GET", "/api/v1/switches", {"lead"}, 200},
    {"POST", "/api/v1/switches", {"lead"}, 200, R"({"name":"area QA","on":true})"},
    {"GET", "/api/v1/roster", {"manager"}, 200},
    {"POST", "/api/v1/roster", {"manager"}, 201},
    {"DELETE", "/api/v1/roster/{ref}", {"manager"}, 204},
    {"GET", "/api/v1/duty", {"manager"}, 200},
    {"POST", "/api/v1/erasures", {"data_officer"}, 204},
    {"POST", "/api/v1/holds", {"data_officer"}, 204},
    {"POST", "/api/v1/backups", {"admin"}, 204, R"({"file":"saathi-20261123T100000.000Z.data"})"},
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

  // What the call to a case takes.
  std::string case_body;

  // What stands for {ref}, made so that the call can succeed.
  std::string reference(Row const& row, store::Account const& account) {
    std::string const fresh = std::to_string(++number);
    bool const is_member = account.queues[0] == ours.queue;
    bool const may_work = is_member && desk::may(desk::Actor(account), desk::Right::work_cases);
    if (is_a_case(row.path)) {
      PreparedCase prepared = prepare_case(*this, {row.method, row.path}, account.name, may_work);
      case_body = std::move(prepared.body);
      return prepared.ref;
    }
    if (row.path.starts_with("/api/v1/attachments/")) {
      std::string const ref = fresh_case();
      act_as("colleague", ref, desk::attach({.kind = "application/pdf", .name = "a.pdf", .bytes = "%PDF-1.4"}));
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
    if (row.path.starts_with("/api/v1/events/")) return open_stream(account);
    if (row.path.starts_with("/api/v1/roster/")) {
      return store::text(write([&](store::Transaction& tx) {
        return store::add_shift(tx, {.account = account.id, .post = "lead", .days = 1});
      }));
    }
    return row.path.contains("{ref}") ? add("victim" + fresh, theirs, Role::operator_).name : std::string();
  }

  // The id of a stream of hers that is open, if she may have one.
  std::string open_stream(store::Account const& account) {
    std::string const secret = "stream " + std::to_string(++number);
    open_session(account.id, secret);
    stream = ask_as(secret, "GET", "/api/v1/events").stream;
    if (stream == nullptr) return "none";
    std::string const text = run(stream->next());
    constexpr std::string_view mark = R"("stream":")";
    return text.substr(text.find(mark) + mark.size(), 16);
  }
  std::shared_ptr<base::HttpStream> stream;

  std::string body(Row const& row) {
    if (is_a_case(row.path) && row.method == "POST" && *row.body == '\0') return case_body;
    if (row.path == "/api/v1/roster" && row.method == "POST") {
      std::string const name = add("worker" + std::to_string(++number), ours, Role::operator_).name;
      return R"({"shifts":[{"account":")" + name + R"(","post":"outreach","days":"fri","times":"22:00-06:00"}]})";
    }
    if (row.path == "/api/v1/erasures") return R"({"case":")" + fresh_case("+97455512102") + R"(","reason":"asked"})";
    if (row.path == "/api/v1/holds") return R"({"case":")" + fresh_case("+97455512102") + R"(","on":false})";
    if (row.path != "/api/v1/accounts") return row.body;
    return R"({"name":"new)" + std::to_string(++number) +
           R"(","organisation":"pncc","roles":["operator"],"queues":[]})";
  }
};

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
  CHECK(std::ranges::count_if(console::routes(), [](console::Route const& route) { return !route.right; }) == 5);
  CHECK(rows.size() + 5 == console::routes().size());
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
        Described const route{.method = std::string(row.method), .path = std::string(row.path)};
        CHECK(misfit(route, answer.status, answer.body) == "");
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
