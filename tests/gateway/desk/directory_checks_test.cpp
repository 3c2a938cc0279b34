#include "gateway/desk/directory_checks.hpp"

#include "tests/gateway/desk/shipped.hpp"

namespace {

using namespace std::chrono_literals;

TEST_CASE("in what is shipped every queue is reached and every body offered") {
  desk::Directory const directory = shipped::directory();
  CHECK(shipped::said(desk::find_unreached("directory.yaml", directory, shipped::routing(directory))) == "");
}

TEST_CASE("a queue that no case reaches and a body that nobody is offered are said at their lines") {
  desk::Directory directory = shipped::directory();
  desk::Routing const routing = shipped::routing(directory);
  directory.queues["night"].mark = {.line = 7, .column = 3};
  directory.targets["club"].mark = {.line = 9, .column = 3};
  std::string const findings = shipped::said(desk::find_unreached("directory.yaml", directory, routing));
  CHECK(findings ==
        "directory.yaml:7:3: warning: no case ever comes to the queue `night`: name it in a row of routing.tsv, under "
        "`queue` or `also`, or take it away\n"
        "directory.yaml:9:3: warning: `club` is never offered to anybody: name it in a row of routing.tsv, under "
        "`offer`, or at a queue, under `organisations`\n");
  directory.queues["intake"].backup = "night";
  directory.queues["night"].organisations = {"club"};
  CHECK(shipped::said(desk::find_unreached("directory.yaml", directory, routing)) == "");
}

TEST_CASE("a number is asked for again a fortnight before it leaves the texts, and after") {
  desk::Directory directory = shipped::directory();
  std::chrono::sys_days const verified = 2026y / 6 / 1;  // good until 2026-11-28
  directory.targets.at("tpo").contacts.at(0).verified_on = verified;
  directory.countries.at("QA").verified_on = verified;
  auto const said_on = [&](std::chrono::sys_days day) {
    return shipped::said(desk::find_expired("directory.yaml", "countries.tsv", directory, day));
  };
  CHECK(said_on(2026y / 11 / 13) == "");
  std::string const soon = said_on(2026y / 11 / 14);
  CHECK(
      soon.contains(": warning: the number `Suicide prevention` of `tpo` is in no text after 2026-11-28; let two "
                    "people ring it, then write the day into `verified_on`\n"));
  CHECK(soon.contains("countries.tsv:3:1: warning: the emergency number of `QA` is in no text after 2026-11-28"));
  CHECK(said_on(2026y / 11 / 28).contains("is in no text after 2026-11-28"));
  CHECK(said_on(2026y / 11 / 29).contains("was last good on 2026-11-28 and is in no text since"));
  directory.targets.at("tpo").contacts.at(0).verify_by = 2026y / 7 / 1;
  CHECK(said_on(2026y / 7 / 2).contains("was last good on 2026-07-01"));
}

}  // namespace
