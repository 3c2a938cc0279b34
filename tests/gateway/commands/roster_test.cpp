// The roster and the switches from the shell.
#include "tests/gateway/commands/running.hpp"

#include <map>

using namespace running;

TEST_CASE("the roster is kept from the shell, line by line or from a file, and check --live says where nobody is") {
  Folder folder;
  std::string const file = config_in(folder);
  REQUIRE(run("key", with_config(file, {"init"})).exit == Exit::good);
  auto const ask = [&](std::string_view command, std::vector<std::string> words,
                       std::map<std::string, std::string, std::less<>> more = {}) {
    commands::Arguments arguments = with_config(file, std::move(words));
    arguments.options.merge(more);
    arguments.options["--as"] = "root";
    return run(command, arguments);
  };
  REQUIRE(ask("user", {"add", "asha"}, {{"--organisation", "pncc"}, {"--roles", "operator"}, {"--queues", "crisis"}})
              .exit == Exit::good);
  CHECK(ask("roster", {}).out == "nobody is on the roster\n");
  Ran const added = ask("roster", {"add", "asha", "crisis", "fri,sat", "22:00-06:00"}, {{"--woman", ""}});
  CHECK(added.exit == Exit::good);
  CHECK(added.out.contains("asha  crisis  fri,sat  22:00-06:00  woman"));
  std::string const id = added.out.substr(0, added.out.find(' '));
  struct Mistake {
    std::vector<std::string> words;
    std::string said;
  };
  for (Mistake const& each : std::vector<Mistake>{{{"add", "nobody", "crisis", "fri", "22:00-06:00"}, "account: "},
                                                  {{"add", "asha", "legal", "fri", "22:00-06:00"}, "no member"},
                                                  {{"add", "asha", "cirsis", "fri", "22:00-06:00"}, "post: "},
                                                  {{"add", "asha", "crisis", "someday", "22:00-06:00"}, "days: "},
                                                  {{"add", "asha", "crisis", "fri", "22-06"}, "times: "}}) {
    Ran const ran = ask("roster", each.words);
    CHECK(ran.exit == Exit::input);
    CHECK(ran.err.contains(each.said));
  }
  std::string const sheet = (folder.path() / "roster.tsv").string();
  write_file(sheet, "# who\twhere\nasha\tcrisis\tsun-thu\t06:00-14:00\nasha\tlead\tdaily\tnever\n");
  CHECK(ask("roster", {"load", sheet}).err == sheet + ":3:1: error: times: write 08:00-14:00, or 22:00-06:00.\n");
  write_file(sheet, "asha\tcrisis\tsun-thu\t06:00-14:00\t2026-12-01\t2026-12-31\n");
  CHECK(ask("roster", {"load", sheet}).exit == Exit::good);
  CHECK(ask("roster", {"list"}).out.contains("06:00-14:00  from 2026-12-01  until 2026-12-31"));
  CHECK(ask("roster", {"now"}).out.contains("nobody is on duty for `crisis`"));
  CHECK(run("check",
            [&] {
              commands::Arguments arguments = with_config(file);
              arguments.options["--live"] = "";
              return arguments;
            }())
            .err.contains("nobody is on duty for `crisis`"));
  CHECK(ask("roster", {"remove", id}).exit == Exit::good);
  CHECK(ask("roster", {"remove", id}).exit == Exit::input);
}

TEST_CASE("a lead switches surge and areas from the shell, and a mistake says what there is") {
  Folder folder;
  std::string const file = config_in(folder);
  REQUIRE(run("key", with_config(file, {"init"})).exit == Exit::good);
  auto const ask = [&](std::vector<std::string> words) {
    commands::Arguments arguments = with_config(file, std::move(words));
    arguments.options["--as"] = "lila";
    return run("switch", arguments);
  };
  CHECK(ask({}).out == "nothing is switched on\n");
  CHECK(ask({"on", "surge"}).out.contains("surge  since "));
  CHECK(ask({"on", "area LB"}).out.contains("area LB  since "));
  CHECK(ask({"on", "area XX"}).exit == Exit::input);
  CHECK(ask({"on", "sruge"}).err.contains("surge"));
  CHECK(ask({"off", "surge"}).out.starts_with("area LB"));
  CHECK(ask({"block", "K-00000"}).exit == Exit::input);
  CHECK(ask({"block", "asha"}).exit == Exit::usage);
}
