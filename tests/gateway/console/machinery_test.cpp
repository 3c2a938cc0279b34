// What every route of the API has in common: versions, keys of acts, pages, refusals that name their field, and what is
// still shown while nothing can be written.
#include "gateway/console/routes.hpp"
#include "tests/gateway/console/desk_house.hpp"
#include "tests/gateway/console/prepared_case.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

using namespace console_tests;
using namespace std::chrono_literals;
using store::Role;

namespace {

// What each act asks for, so that it succeeds.
std::string acting_body(std::string_view path) {
  if (path.ends_with("/messages")) return R"({"text":"Namaste"})";
  if (path.ends_with("/close")) return R"({"outcome":"R1"})";
  if (path == "/api/v1/tokens") return R"({"label":"report","scopes":["cases:read"]})";
  if (path == "/api/v1/accounts") return R"({"name":"newly","organisation":"pncc","roles":["operator"],"queues":[]})";
  if (path.ends_with("/calls")) return R"({"reached":false})";
  if (path.ends_with("/block")) return R"({"blocked":true})";
  if (path == "/api/v1/switches") return R"({"name":"surge","on":true})";
  if (path == "/api/v1/backups") return R"({"file":"saathi-20261123T100000.000Z.data"})";
  if (path == "/api/v1/roster")
    return R"({"shifts":[{"account":"asha","post":"outreach","days":"fri","times":"22:00-06:00"}]})";
  return "{}";
}

// Whose session may do it, where it is no act on a case: its secret.
std::string actor_of(std::string_view path) {
  if (path == "/api/v1/switches") return "lila's";
  if (path == "/api/v1/roster") return "mina's";
  if (path == "/api/v1/erasures" || path == "/api/v1/holds") return "dina's";
  return path == "/api/v1/tokens" ? "asha's" : "root's";
}

boost::json::value parsed(Answer const& answer) { return boost::json::parse(answer.body); }
std::string text_at(Answer const& answer, std::string_view key) {
  return std::string(parsed(answer).at(key).as_string());
}
std::string header(Answer const& answer, std::string_view name) {
  return std::string(base::find_header(answer.headers, name));
}

struct ApiHouse : DeskHouse {
  explicit ApiHouse(support::HouseSetup setup = {}) : DeskHouse(std::move(setup)) {
    asha = add("asha", ours, Role::operator_).id;
    open_session(asha, "asha's");
    open_session(add("maya", ours, Role::operator_).id, "maya's");
    open_session(add("lila", ours, Role::lead).id, "lila's");
    open_session(add("mina", ours, Role::manager).id, "mina's");
    open_session(add("dina", ours, Role::data_officer).id, "dina's");
    open_session(add("root", ours, Role::admin).id, "root's");
    open_session(add("chandra", ours, Role::senior).id, "chandra's");
    add("colleague", ours, Role::operator_);
  }

  store::AccountId asha;

  Answer act(std::string const& secret, std::string path, std::string body, std::vector<base::HttpHeader> headers) {
    headers.push_back({"Cookie", "saathi=" + secret});
    headers.push_back({"X-CSRF", desk::csrf_of(secret)});
    return ask("POST", std::move(path), std::move(body), std::move(headers));
  }
  Answer claim(std::string const& secret, std::string const& ref, std::vector<base::HttpHeader> headers = {},
               std::string body = {}) {
    return act(secret, "/api/v1/cases/" + ref + "/claim", std::move(body), std::move(headers));
  }
};

}  // namespace

TEST_CASE("a version that was overtaken changes nothing, and the answer says who holds the case and what was done") {
  ApiHouse house;
  std::string const ref = house.fresh_case();
  Answer const seen = house.ask_as("maya's", "GET", "/api/v1/cases/" + ref);
  std::string const etag = header(seen, "ETag");
  CHECK(etag == "\"1\"");
  Answer const claimed = house.claim("asha's", ref, {{"If-Match", etag}});
  REQUIRE(claimed.status == 200);
  CHECK(header(claimed, "ETag") == "\"2\"");
  CHECK(parsed(claimed).at("version").as_int64() == 2);

  Answer const stale = house.claim("maya's", ref, {{"If-Match", etag}});
  CHECK(stale.status == 412);
  CHECK(text_at(stale, "holder") == "asha");
  CHECK(parsed(stale).at("case").at("version").as_int64() == 2);
  CHECK_FALSE(parsed(stale).at("case").as_object().contains("reasons"));
  boost::json::array const changes = parsed(stale).at("changes").as_array();
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].at("who").as_string() == "asha");
  CHECK(changes[0].at("what").as_string() == "claimed");
  CHECK(house.claim("maya's", ref, {}, R"({"version":1})").status == 409);
  // The right version does not help against another holder.
  CHECK(house.claim("maya's", ref, {{"If-Match", "\"2\""}}).status == 409);
  CHECK(house.claim("asha's", ref, {{"If-Match", "*"}}).status == 200);
  Answer const wrong = house.claim("asha's", ref, {{"If-Match", "2"}});
  CHECK(wrong.status == 400);
  CHECK(parsed(wrong).at("errors").at(0).at("field").as_string() == "If-Match");
}

TEST_CASE("whoever may not see a case learns nothing of it by a wrong version") {
  ApiHouse house;
  house.open_session(house.add("binod", theirs, Role::operator_).id, "binod's");
  Answer const refused = house.claim("binod's", house.fresh_case(), {{"If-Match", "\"7\""}});
  CHECK(refused.status == 404);
  CHECK_FALSE(refused.body.contains("holder"));
}

TEST_CASE("the same key again is the same act: done once, answered alike, also after a restart") {
  ApiHouse house;
  std::string const ref = house.fresh_case();
  REQUIRE(house.claim("asha's", ref).status == 200);
  std::string const path = "/api/v1/cases/" + ref + "/messages";
  auto const send = [&] { return house.act("asha's", path, R"({"text":"Namaste"})", {{"Idempotency-Key", "k-1"}}); };
  Answer const first = send();
  REQUIRE(first.status == 202);
  std::int64_t const before = house.journal_end();
  Answer const again = send();
  CHECK(again.status == 202);
  CHECK(again.body == first.body);
  CHECK(header(again, "Idempotent-Replayed") == "true");
  house.restart();
  CHECK(send().body == first.body);
  CHECK(house.journal_of("asha", before).empty());

  Answer const other = house.act("asha's", path, R"({"text":"Another"})", {{"Idempotency-Key", "k-1"}});
  CHECK(other.status == 422);
  CHECK(text_at(other, "detail").contains("Idempotency-Key"));
  CHECK(house.act("asha's", path, R"({"text":"Another"})", {{"Idempotency-Key", "k-2"}}).status == 202);
  house.wait(24h);
  house.open_session(house.asha, "next day's");
  // She fell silent in the exchange, so that a further text needs a reason.
  char const* const reasoned = R"({"text":"Another","override":"she asked for it"})";
  Answer const next_day = house.act("next day's", path, reasoned, {{"Idempotency-Key", "k-1"}});
  CHECK(next_day.status == 202);
  CHECK(next_day.body != first.body);
}

TEST_CASE("a key belongs to the one who gave it, and a refused act leaves it free") {
  ApiHouse house;
  std::string const ref = house.fresh_case();
  std::vector<base::HttpHeader> const key{{"Idempotency-Key", "same"}};
  REQUIRE(house.claim("asha's", ref, key).status == 200);
  CHECK(house.claim("maya's", ref, key).status == 409);
  REQUIRE(house.act("asha's", "/api/v1/cases/" + ref + "/release", "", {}).status == 200);
  CHECK(house.claim("maya's", ref, key).status == 200);
  for (std::string const& bad : {std::string("two words"), std::string(101, 'k')}) {
    Answer const refused = house.claim("asha's", ref, {{"Idempotency-Key", bad}});
    CHECK(refused.status == 400);
    CHECK(parsed(refused).at("errors").at(0).at("field").as_string() == "Idempotency-Key");
  }
}

TEST_CASE("two requests of one key at the same time: one acts, the other does not") {
  ApiHouse house;
  std::string const ref = house.fresh_case();
  REQUIRE(house.claim("asha's", ref).status == 200);
  std::vector<base::HttpResponse> answers;
  for (int i = 0; i < 2; ++i) {
    base::HttpCall call;
    call.url = house.url() + "/api/v1/cases/" + ref + "/messages";
    call.headers = {{"Cookie", "saathi=asha's"},
                    {"X-CSRF", desk::csrf_of("asha's")},
                    {"Content-Type", "application/json"},
                    {"Idempotency-Key", "twice"}};
    call.body = R"({"text":"Namaste"})";
    house.begin(std::move(call), answers);
  }
  std::int64_t const before = house.journal_end();
  house.loop.until([&] { return answers.size() == 2; });
  CHECK(house.journal_of("asha", before).size() == 1);
  bool const is_one_done = std::ranges::any_of(answers, [](auto const& each) { return each.status == 202; });
  CHECK(is_one_done);
}

TEST_CASE("a secret is shown once: the repeat is told so and no copy lies in the store") {
  ApiHouse house;
  auto const make = [&] {
    return house.act("asha's", "/api/v1/tokens", R"({"label":"report","scopes":["cases:read"]})",
                     {{"Idempotency-Key", "token"}});
  };
  Answer const made = make();
  REQUIRE(made.status == 201);
  Answer const again = make();
  CHECK(again.status == 409);
  CHECK_FALSE(again.body.contains(text_at(made, "secret")));
  CHECK(parsed(house.ask_as("asha's", "GET", "/api/v1/tokens")).at("tokens").as_array().size() == 1);
}

TEST_CASE("every act of the API knows its key: the same again changes nothing") {
  ApiHouse house;
  for (console::Route const& route : console::routes()) {
    if (route.method != "POST" || !route.right || route.path == "/api/v1/sign-out") continue;
    if (route.path.starts_with("/api/v1/events/") || route.path == "/api/v1/routing/try") continue;  // nothing is kept
    CAPTURE(route.path);
    bool const is_of_case = route.path.starts_with("/api/v1/cases/{ref}");
    std::string const secret = is_of_case ? "chandra's" : actor_of(route.path);
    PreparedCase const prepared =
        is_of_case ? prepare_case(house, {route.method, route.path}, "chandra", true) : PreparedCase{};
    std::string ref = prepared.ref;
    if (route.path.starts_with("/api/v1/accounts/"))
      ref = house.add("one" + std::to_string(house.journal_end()), theirs, Role::operator_).name;
    std::string path(route.path);
    if (std::size_t const at = path.find("{ref}"); at != std::string::npos) path.replace(at, 5, ref);
    bool const is_of_keeping = route.path == "/api/v1/erasures" || route.path == "/api/v1/holds";
    std::string body = is_of_case ? prepared.body : acting_body(route.path);
    if (is_of_keeping) body = R"({"case":")" + house.fresh_case("+97455512102") + R"(","on":true,"reason":"asked"})";
    std::vector<base::HttpHeader> const key{{"Idempotency-Key", "key-of" + std::to_string(house.journal_end())}};
    Answer const first = house.act(secret, path, body, key);
    REQUIRE(first.status < 300);
    std::int64_t const before = house.journal_end();
    Answer const again = house.act(secret, path, body, key);
    CHECK(again.status == (route.shows_secret ? 409 : first.status));
    if (!route.shows_secret) CHECK(again.body == first.body);
    CHECK(house.journal_end() == before);
  }
}

TEST_CASE("pages of cases follow each other without gap or repeat while others come and go") {
  ApiHouse house;
  std::set<std::string> there;
  for (int i = 0; i < 25; ++i) there.insert(house.fresh_case());
  std::vector<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 20; ++page) {
    std::string const query = "?limit=4" + (cursor.empty() ? "" : "&cursor=" + cursor);
    Answer const answer = house.ask_as("asha's", "GET", "/api/v1/cases" + query);
    REQUIRE(answer.status == 200);
    for (boost::json::value const& each : parsed(answer).at("cases").as_array()) {
      seen.emplace_back(each.at("ref").as_string());
      CHECK_FALSE(each.as_object().contains("reasons"));
    }
    // One goes that was shown, one comes.
    REQUIRE(house.claim("asha's", seen.front()).status <= 409);
    (void)house.act("asha's", "/api/v1/cases/" + seen.front() + "/close", R"({"outcome":"R1"})", {});
    if (parsed(answer).at("next").is_null()) break;
    cursor = text_at(answer, "next");
  }
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == seen.size());
  for (std::string const& ref : there) CHECK(std::ranges::find(seen, ref) != seen.end());
}

TEST_CASE("a list is narrowed by queue, severity, state, holder and case number") {
  ApiHouse house;
  std::string const mine = house.fresh_case();
  std::string const other = house.fresh_case();
  REQUIRE(house.claim("asha's", mine).status == 200);
  auto const refs = [&](std::string const& query) {
    std::vector<std::string> all;
    Answer const answer = house.ask_as("asha's", "GET", "/api/v1/cases" + query);
    REQUIRE(answer.status == 200);
    for (boost::json::value const& each : parsed(answer).at("cases").as_array())
      all.emplace_back(each.at("ref").as_string());
    return all;
  };
  using Refs = std::vector<std::string>;
  CHECK(refs("?mine=1") == Refs{mine});
  CHECK(refs("?state=claimed") == Refs{mine});
  CHECK(refs("?state=queued&severity=low") == Refs{other});
  CHECK(refs("?severity=high").empty());
  CHECK(refs("?ref=" + other) == Refs{other});
  CHECK(refs("?queue=outreach").size() == 2);
  CHECK(refs("?queue=legal").empty());
  CHECK(refs("?closed=1").empty());
  REQUIRE(house.act("asha's", "/api/v1/cases/" + mine + "/close", R"({"outcome":"R1"})", {}).status == 200);
  CHECK(refs("?closed=1") == Refs{mine});
  CHECK(refs("") == Refs{other});
  Answer const counts = house.ask_as("asha's", "GET", "/api/v1/counts");
  boost::json::value const queue = parsed(counts).at("queues").at(0);
  CHECK(queue.at("open").as_int64() == 1);
  CHECK(queue.at("waiting").as_int64() == 1);
  CHECK(parsed(counts).at("mine").as_int64() == 0);
}

TEST_CASE("a refusal names the field and says what to do, in one shape") {
  ApiHouse house;
  std::string const ref = house.fresh_case();
  struct Row {
    char const* who;
    char const* method;
    std::string path;
    char const* body;
    char const* field;
  };
  for (Row const& row : std::vector<Row>{
           {"asha's", "GET", "/api/v1/cases?severity=dire", "", "severity"},
           {"asha's", "GET", "/api/v1/cases?limit=0", "", "limit"},
           {"asha's", "GET", "/api/v1/cases?limit=201", "", "limit"},
           {"asha's", "GET", "/api/v1/cases?cursor=zz", "", "cursor"},
           {"asha's", "GET", "/api/v1/cases?colour=red", "", "colour"},
           {"asha's", "GET", "/api/v1/cases?mine=perhaps", "", "mine"},
           {"root's", "GET", "/api/v1/accounts?page=2", "", "page"},
           {"asha's", "POST", "/api/v1/cases/" + ref + "/close", "{}", "outcome"},
           {"asha's", "POST", "/api/v1/cases/" + ref + "/messages", "{}", "text"},
           {"asha's", "POST", "/api/v1/tokens", R"({"label":"x","scopes":"all"})", "scopes"},
           {"asha's", "POST", "/api/v1/tokens", R"({"label":"","scopes":["board"]})", "label"},
           {"root's", "POST", "/api/v1/accounts", R"({"name":"A","organisation":"pncc","roles":["lead"]})", "name"},
           {"root's", "POST", "/api/v1/accounts", R"({"name":"ab","organisation":"x","roles":["lead"]})",
            "organisation"},
           {"root's", "POST", "/api/v1/accounts", R"({"name":"ab","organisation":"pncc","roles":["boss"]})",
            "roles"}}) {
    CAPTURE(row.path, row.body);
    Answer const answer = house.ask_as(row.who, row.method, row.path, row.body);
    CHECK(answer.status == 400);
    CHECK(header(answer, "Content-Type") == "application/problem+json");
    CHECK(parsed(answer).at("errors").at(0).at("field").as_string() == row.field);
    CHECK(text_at(answer, "detail").size() > 10);
    CHECK(parsed(answer).at("status").as_int64() == 400);
  }
}

TEST_CASE("while nothing can be written lists are shown and noted later, her words are not, and acts come again") {
  bool is_full = false;
  ApiHouse house({.before_commit = [&]() -> std::optional<base::Error> {
    if (!is_full) return std::nullopt;
    return base::Error{base::Code::storage, "The disk is full: make room.", {}};
  }});
  std::string const ref = house.fresh_case();
  std::int64_t const before = house.journal_end();
  is_full = true;
  for (char const* const path : {"/api/v1/cases", "/api/v1/cases", "/api/v1/counts", "/api/v1/me"}) {
    CAPTURE(path);
    CHECK(house.ask_as("asha's", "GET", path).status == 200);
  }
  Answer const words = house.ask_as("asha's", "GET", "/api/v1/cases/" + ref);
  CHECK(words.status == 503);
  CHECK(header(words, "Retry-After") == "5");
  CHECK_FALSE(words.body.contains("maddat"));
  CHECK(house.claim("asha's", ref).status == 503);
  is_full = false;
  CHECK(house.ask_as("asha's", "GET", "/api/v1/cases").status == 200);
  std::vector<std::string> const looks = house.journal_of("asha", before);
  CHECK(std::ranges::count(looks, "listed") == 2);  // the two that were late, in one entry, and this one
}
