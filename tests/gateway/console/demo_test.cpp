// The demo's people and telephones, which are nowhere but in the demo; and what would happen if.
#include "gateway/desk/demo_people.hpp"
#include "tests/gateway/console/desk_house.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

using namespace console_tests;

namespace {

struct DemoHouse : DeskHouse {
  explicit DemoHouse(bool is_demo) : DeskHouse({.is_demo = is_demo}) {
    std::string const hash = desk::hash_password(desk::demo_password, desk::password_cost_min).value();
    write([&](store::Transaction& tx) { return desk::add_demo_people(tx, hash).value(); });
  }
  Answer sign_in(std::string_view name) {
    boost::json::object const body{{"name", name}, {"password", desk::demo_password}};
    return ask("POST", "/api/v1/sign-in", boost::json::serialize(body));
  }
};

}  // namespace

TEST_CASE("in the demo everybody of its people signs in with its password alone, and sees what her role sees") {
  DemoHouse house(true);
  for (desk::DemoPerson const& person : desk::demo_people()) {
    CAPTURE(person.name);
    Answer const opened = house.sign_in(person.name);
    REQUIRE(opened.status == 200);
    CHECK(boost::json::parse(opened.body).at("next").as_string() == "desk");
    std::string const line(base::find_header(opened.headers, "Set-Cookie"));
    std::string const secret = line.substr(7, line.find(';') - 7);
    CHECK(house.ask_as(secret, "GET", "/api/v1/me").body.contains(person.name));
  }
  // No second time: people of a hotline are never mixed with them.
  CHECK_FALSE(house.write([](store::Transaction& tx) { return desk::add_demo_people(tx, "x").value(); }));
}

TEST_CASE("where no demo runs its people, its password and its telephones are nothing") {
  DemoHouse house(false);
  for (desk::DemoPerson const& person : desk::demo_people()) CHECK(house.sign_in(person.name).status == 401);
  CHECK(house.ask("GET", "/api/v1/demo").status == 404);
}

TEST_CASE("the queues of the demo's people are queues of the shipped directory, and its telephones take a text") {
  DemoHouse house(true);
  Answer const demo = house.ask("GET", "/api/v1/demo");
  REQUIRE(demo.status == 200);
  boost::json::value const body = boost::json::parse(demo.body);
  REQUIRE(body.at("phones").as_array().size() == 1);
  std::string const id(body.at("phones").at(0).at("id").as_string());
  Answer const reply = house.ask("POST", "/hooks/" + id + "/message",
                                 R"({"id":"1","from":"+97455512101","to":"4040","text":"talab payena"})");
  CHECK(reply.status == 200);
  std::shared_ptr<line::Content const> const content = support::shipped_content();
  for (desk::DemoPerson const& person : desk::demo_people()) {
    CHECK(content->directory.find_target(person.organisation) != nullptr);
    for (std::string const& queue : person.queues) CHECK(content->directory.find_queue(queue) != nullptr);
  }
}

TEST_CASE("what would happen if: the live rows say where a case would go and why, and nothing is kept") {
  DeskHouse house;
  house.open_session(house.add("asha", ours, store::Role::editor).id, "asha's");
  std::int64_t const before = house.journal_end();
  Answer const routed = house.ask_as("asha's", "POST", "/api/v1/routing/try",
                                     R"({"category":"wage","severity":"critical","country":"QA"})");
  REQUIRE(routed.status == 200);
  boost::json::value const body = boost::json::parse(routed.body);
  CHECK(body.at("queue").as_string() == "crisis");
  CHECK_FALSE(body.at("reasons").as_array().empty());
  CHECK(house.journal_end() == before);
  Answer const wrong = house.ask_as("asha's", "POST", "/api/v1/routing/try", R"({"severity":"dire"})");
  CHECK(wrong.status == 400);
  CHECK(boost::json::parse(wrong.body).at("errors").at(0).at("field").as_string() == "severity");
  CHECK(house.ask_as("asha's", "POST", "/api/v1/routing/try", R"({"colour":"red"})").status == 400);
}
