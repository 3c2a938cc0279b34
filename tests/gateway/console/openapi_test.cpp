// The API's description against the API: every route, every status it can answer, and the shape of real answers.
#include "gateway/console/api_description.hpp"
#include "gateway/console/routes.hpp"
#include "gateway/store/api_token.hpp"
#include "tests/gateway/console/described.hpp"
#include "tests/gateway/console/desk_house.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace console_tests;
using store::Role;

namespace {

// A body with which every act goes past the check of its fields.
constexpr char const* any_body =
    R"({"text":"Namaste","outcome":"resolved","cases":[],"label":"report","scopes":["board"],"name":"asha",)"
    R"("organisation":"pncc","roles":["lead"],"invitation":"none","password":"four words unlike others",)"
    R"("case":"K-00000","file":"saathi-1.data","reason":"asked",)"
    R"("reached":true,"blocked":true,"on":true,"shifts":[],"severity":"critical","kind":"same_place","id":"1"})";

struct ApiHouse : DeskHouse {
  store::AccountId asha{};

  ApiHouse() {
    store::Account account = add("asha", ours, Role::operator_);
    asha = account.id;
    account.roles = {Role::operator_, Role::senior, Role::admin, Role::lead, Role::manager, Role::data_officer};
    write([&](store::Transaction& tx) {
      store::save_account(tx, account);
      (void)store::add_api_token(
          tx,
          {.account = account.id, .label = "board", .scopes = {"board"}, .expires = tx.now() + std::chrono::hours(1)},
          desk::hash_secret("token"));
      return 0;
    });
    open_session(account.id, "hers");
  }

  Answer with_header(Described const& route, std::string const& path, base::HttpHeader header) {
    return ask(route.method, path, any_body,
               {{"Cookie", "saathi=hers"}, {"X-CSRF", desk::csrf_of("hers")}, std::move(header)});
  }
  // As if another request had given this key, for what `asked` says.
  Answer repeat(Described const& route, std::string const& path, std::string const& asked) {
    std::string const key = "key-" + std::to_string(journal_end()) + "-" + std::to_string(++number_);
    write([&](store::Transaction& tx) {
      return store::note_act(tx, {.account = asha, .key = key, .request = 1, .asked = desk::hash_secret(asked)})
          .has_value();
    });
    return with_header(route, path, {"Idempotency-Key", key});
  }
  Answer guess_until_refused(Described const& route) {
    Answer answer;
    for (int i = 0; i < 30 && answer.status != 429; ++i) {
      answer =
          ask(route.method, route.path, R"({"name":"asha","password":"a guess","code":"000000x","invitation":"none"})");
    }
    return answer;
  }

  // A call that ends with this status; a status nobody knows how to bring about fails.
  Answer provoke(Described const& route, int status) {
    bool const is_door = route.right.empty();
    std::string const& method = route.method;
    bool const is_of_account = route.path.contains("/accounts/");
    std::string const path = with_ref(route.path, is_of_account ? "nobody" : "K-00000");
    bool const is_of_case = route.path.starts_with("/api/v1/cases/{ref}");
    switch (status) {
      case 400: return is_door ? ask(method, path, "[]") : ask_as("hers", method, path, "[]");
      case 401: return ask(method, path, R"({"name":"asha","password":"something else","code":"000000x"})");
      case 403: return ask(method, path, {}, {{"Authorization", "Bearer token"}});
      case 404: return is_door ? ask(method, path, any_body) : ask_as("hers", method, path, any_body);
      case 409: {
        if (is_of_case && (route.path.ends_with("/messages") || route.path.ends_with("/calls")))
          return ask_as("hers", method, with_ref(route.path, fresh_case()), any_body);
        if (is_of_case && !route.path.ends_with("/block"))
          return ask_as("hers", method, with_ref(route.path, fresh_case()),
                        R"({"version":99,"severity":"high","kind":"same_place","id":"1"})");
        if (route.path == "/api/v1/accounts") return ask_as("hers", method, path, any_body);
        return repeat(route, path, method + " " + path + "\n" + any_body);
      }
      case 412: return with_header(route, with_ref(route.path, fresh_case()), {"If-Match", "\"99\""});
      case 422: return repeat(route, path, "something else");
      case 429: return guess_until_refused(route);
      default: return {};
    }
  }

 private:
  int number_ = 0;
};

}  // namespace

TEST_CASE("the description has every route with its right, and no other") {
  std::vector<Described> const described = described_routes();
  CHECK(described.size() == console::routes().size());
  CHECK(console::route_words().size() == console::routes().size());
  for (console::Route const& route : console::routes()) {
    CAPTURE(route.method, route.path);
    auto const found = std::ranges::find_if(
        described, [&](Described const& each) { return each.method == route.method && each.path == route.path; });
    REQUIRE(found != described.end());
    CHECK(found->right == (route.right ? store::name(*route.right) : std::string_view()));
    CHECK(found->takes_token == (route.right && !desk::scope_of(*route.right).empty()));
  }
}

TEST_CASE("every status of the description can be had, and its answer has the shape that stands there") {
  for (bool const guesses : {false, true}) {  // the address of who guessed has to wait at every door
    ApiHouse house;
    for (Described const& route : described_routes()) {
      for (int const status : route.statuses) {
        bool const is_good = status < 300;   // tried with every role in rights_test.cpp
        bool const is_busy = status == 503;  // tried with a full disk in machinery_test.cpp
        if (is_good || is_busy || guesses != (status == 429)) continue;
        CAPTURE(route.method, route.path, status);
        Answer const answer = house.provoke(route, status);
        CHECK(answer.status == status);
        CHECK(misfit(route, answer.status, answer.body) == "");
      }
    }
  }
}

// SAATHI_ACCEPT=1 writes it anew.
TEST_CASE("docs/openapi.json is the description that is served to whoever asks") {
  std::string const file = std::string(SAATHI_SOURCE_DIR) + "/docs/openapi.json";
  if (std::getenv("SAATHI_ACCEPT") != nullptr) {
    std::ofstream(file, std::ios::binary) << console::api_description();
  }
  DeskHouse house;
  Answer const answer = house.ask("GET", "/api/v1/openapi.json");
  CHECK(answer.status == 200);
  std::ifstream stream(file, std::ios::binary);
  CHECK(answer.body == std::string(std::istreambuf_iterator<char>(stream), {}));
}
