// Signing in as a browser does it.
#include "tests/gateway/console/desk_house.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

using namespace console_tests;

namespace {

constexpr char const* password = "four words unlike others";

std::string field(Answer const& answer, std::string_view key) {
  return std::string(boost::json::parse(answer.body).at(key).as_string());
}

std::string cookie_of(Answer const& answer) {
  std::string const line(base::find_header(answer.headers, "Set-Cookie"));
  REQUIRE(line.starts_with("saathi="));
  return line.substr(7, line.find(';') - 7);
}

std::string json(boost::json::object const& object) { return boost::json::serialize(object); }

struct DoorHouse : DeskHouse {
  DoorHouse() {
    open_session(add("root", ours, store::Role::admin).id, "root's");
    Answer const added = ask_as(
        "root's", "POST", "/api/v1/accounts",
        R"({"name":"asha","organisation":"pncc","roles":["operator"],"queues":["outreach"],"languages":["ne"]})");
    REQUIRE(added.status == 201);
    enrolment = ask("POST", "/api/v1/invitations/accept",
                    json({{"invitation", field(added, "invitation")}, {"password", password}}));
    REQUIRE(enrolment.status == 200);
  }
  Answer enrolment;

  Answer give_password(std::string const& with = password) {
    return ask("POST", "/api/v1/sign-in", json({{"name", "asha"}, {"password", with}}));
  }
  Answer give_code(std::string const& half, std::string const& code) {
    return ask("POST", "/api/v1/sign-in/code", json({{"code", code}}), {{"Cookie", "saathi=" + half}});
  }
  std::string paper_code(std::size_t which) {
    boost::json::value const body = boost::json::parse(enrolment.body);
    return std::string(body.at("recovery_codes").as_array().at(which).as_string());
  }
};

}  // namespace

TEST_CASE("name, password and code open the desk, by a cookie that no script and no other site reaches") {
  DoorHouse house;
  Answer const half = house.give_password();
  REQUIRE(half.status == 200);
  CHECK(field(half, "next") == "code");
  std::string const line(base::find_header(half.headers, "Set-Cookie"));
  for (char const* const part : {"HttpOnly", "SameSite=Strict", "Secure", "Path=/"}) CHECK(line.contains(part));
  Answer const whole = house.give_code(cookie_of(half), house.paper_code(0));
  REQUIRE(whole.status == 200);
  std::string const secret = cookie_of(whole);
  CHECK(secret != cookie_of(half));
  CHECK(field(whole, "csrf") == desk::csrf_of(secret));
  Answer const me = house.ask_as(secret, "GET", "/api/v1/me");
  CHECK(field(me, "name") == "asha");
  CHECK(field(me, "csrf") == desk::csrf_of(secret));
  CHECK(me.body.contains("work_cases"));
  CHECK_FALSE(me.body.contains("run_accounts"));
  CHECK(base::find_header(me.headers, "Cache-Control") == "no-store");
  CHECK(house.ask_as(secret, "GET", "/api/v1/cases").status == 200);
  Answer const out = house.ask_as(secret, "POST", "/api/v1/sign-out");
  CHECK(out.status == 204);
  CHECK(base::find_header(out.headers, "Set-Cookie").contains("Max-Age=0"));
  CHECK(house.ask_as(secret, "GET", "/api/v1/me").status == 401);
}

TEST_CASE("a wrong password, a wrong code and a code used twice are refused alike") {
  DoorHouse house;
  CHECK(house.give_password("something else").status == 401);
  std::string const first = cookie_of(house.give_password());
  CHECK(house.give_code(first, "000000x").status == 401);
  CHECK(house.give_code(first, house.paper_code(1)).status == 200);
  CHECK(house.give_code(first, house.paper_code(2)).status == 401);
  CHECK(house.give_code(cookie_of(house.give_password()), house.paper_code(1)).status == 401);
}

TEST_CASE("the doors take JSON alone, so that no form on another site opens them") {
  DoorHouse house;
  base::HttpRequest request;
  request.method = "POST";
  request.target = "/api/v1/sign-in";
  request.path = "/api/v1/sign-in";
  request.headers = {{"Content-Type", "text/plain"}};
  request.body = json({{"name", "asha"}, {"password", password}});
  CHECK(house.run(house.gateway().handle(request)).status == 400);
  CHECK(house.ask("POST", "/api/v1/sign-in", "not JSON").status == 400);
  CHECK(house.ask("POST", "/api/v1/sign-in", "{}").status == 400);
  CHECK(house.ask("POST", "/api/v1/sign-in/code", "{}").status == 400);
  CHECK(house.ask("POST", "/api/v1/invitations/accept", "{}").status == 400);
  CHECK(house.ask("GET", "/api/v1/sign-in").status == 405);
  CHECK(house.ask("GET", "/api/v1/nothing").status == 404);
}

TEST_CASE("a person sees her own sessions, knows which is this one, and ends another") {
  DoorHouse house;
  std::string const here = cookie_of(house.give_code(cookie_of(house.give_password()), house.paper_code(0)));
  std::string const there = cookie_of(house.give_code(cookie_of(house.give_password()), house.paper_code(1)));
  Answer const list = house.ask_as(here, "GET", "/api/v1/sessions");
  boost::json::value const body = boost::json::parse(list.body);
  boost::json::array const& sessions = body.at("sessions").as_array();
  REQUIRE(sessions.size() == 2);
  CHECK_FALSE(sessions[0].at("is_this").as_bool());
  CHECK(sessions[1].at("is_this").as_bool());
  std::string const other(sessions[0].at("id").as_string());
  CHECK(house.ask_as(here, "DELETE", "/api/v1/sessions/" + other).status == 204);
  CHECK(house.ask_as(here, "DELETE", "/api/v1/sessions/" + other).status == 404);
  CHECK(house.ask_as(here, "DELETE", "/api/v1/sessions/nonsense").status == 404);
  CHECK(house.ask_as(there, "GET", "/api/v1/me").status == 401);
  CHECK(house.ask_as(here, "GET", "/api/v1/me").status == 200);
}
