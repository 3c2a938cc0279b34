// The built program as its keeper meets it: started, asked from the shell, reloaded, doctored, stopped.
#include "tests/support/catch.hpp"
#include "tests/system/serving.hpp"

#include <algorithm>
#include <csignal>

namespace {

using namespace support;

constexpr char const* channels =
    "[[channel]]\nid = \"lo\"\nprovider = \"local\"\naddress = \"4040\"\ncountry = \"NP\"\n"
    "[[channel]]\nid = \"tw\"\nprovider = \"twilio\"\naddress = \"+15005550006\"\naccount_sid = "
    "\"AC00000000000000000000000000000001\"\n"
    "auth_token = \"0123456789abcdef0123456789abcdef\"\n"
    "[[channel]]\nid = \"ka\"\nprovider = \"kannel\"\naddress = \"4040\"\nusername = \"gw\"\npassword = \"gwpw\"\n"
    "path_secret = \"0123456789abcdef0123456789abcdef\"\n";

int text(Serving& serving, std::string const& id, std::string const& words) {
  return http(serving.port(), "POST", "/hooks/lo/message",
              R"({"id":")" + id + R"(","from":"+97455512101","to":"4040","text":")" + words + R"("})")
      .status;
}

}  // namespace

TEST_CASE(
    "A case is listed, shown, claimed, answered and closed from the shell, beside the running gateway and without it") {
  Serving serving(channels);
  serving.start();
  REQUIRE(text(serving, "a", "talab payena") == 200);
  std::string const list = serving.command({"cases", "--as", "asha"});
  REQUIRE(list.starts_with("K-"));
  std::string const ref = list.substr(0, 7);
  CHECK(serving.command({"cases", "show", ref, "--as", "asha"}).contains("> talab payena"));
  CHECK(serving.command({"cases", "show", ref, "--as", "asha"}).contains("+974••••101"));
  CHECK(serving.command({"cases", "claim", ref, "--as", "asha"}).contains("claimed  asha"));
  CHECK(serving.command({"cases", "claim", ref, "--as", "binod"}).contains("saathi: "));
  CHECK(serving.command({"cases", "answer", ref, "Namaste", "--as", "asha"}).starts_with("queued "));
  REQUIRE(serving.stop() == 0);
  CHECK(serving.command({"cases", "show", ref, "--as", "asha"}).contains("< Namaste"));
  CHECK(serving.command({"cases", "close", ref, "R1", "--as", "asha"}).contains("closed"));
  CHECK(serving.command({"cases", "--as", "asha"}) == "no open case\n");
}

TEST_CASE("The doctor finds every channel good through the public address, and its requests store nothing") {
  Serving serving(channels);
  serving.start();
  std::string const found = serving.command({"doctor"});
  CHECK(found.contains("good   lo"));
  CHECK(found.contains("good   tw"));
  CHECK(found.contains("good   ka"));
  CHECK(serving.command({"cases", "--as", "asha"}) == "no open case\n");
  CHECK(serving.stop() == 0);
}

TEST_CASE("A second gateway on the same store is refused with a sentence, and the first goes on") {
  Serving serving(channels);
  serving.start();
  std::string const refused = serving.command({"serve"});
  CHECK(refused.contains("saathi: "));
  CHECK(text(serving, "a", "talab payena") == 200);
  CHECK(serving.stop() == 0);
}

TEST_CASE("A reload with a mistake keeps the former configuration, one without is taken") {
  Serving serving(channels);
  serving.start();
  std::string const good = file_text(serving.folder() / "saathi.toml");
  write_file(serving.folder() / "saathi.toml", good + "[[channel]]\nid = \"Broken Id\"\n");
  serving.signal(SIGHUP);
  CHECK(eventually([&] { return serving.output().contains("reload_refused"); }));
  CHECK(text(serving, "a", "talab payena") == 200);
  write_file(serving.folder() / "saathi.toml",
             good + "[[channel]]\nid = \"lo2\"\nprovider = \"local\"\naddress = \"4041\"\n");
  serving.signal(SIGHUP);
  CHECK(eventually([&] { return serving.output().contains(" reloaded "); }));
  CHECK(http(serving.port(), "POST", "/hooks/lo2/message",
             R"({"id":"b","from":"+97455512102","to":"4041","text":"help"})")
            .status == 200);
  CHECK(serving.stop() == 0);
}

TEST_CASE(
    "The demo's first start has people and workers' cases, its second the same ones, and without it nobody signs in") {
  Serving serving(channels);
  auto const cases = [&] {
    std::string const list = serving.command({"cases", "--as", "you"});
    return std::ranges::count(list, '\n');
  };
  auto const sign_in = [&] {
    return http(serving.port(), "POST", "/api/v1/sign-in", R"({"name":"asha","password":"saathi-demo-only"})").status;
  };
  serving.start({"--demo"});
  CHECK(serving.output().contains("saathi-demo-only"));
  CHECK(sign_in() == 200);
  CHECK(eventually([&] { return cases() >= 5; }));
  REQUIRE(serving.stop() == 0);
  std::ptrdiff_t const before = cases();
  serving.start({"--demo"});
  CHECK(sign_in() == 200);
  REQUIRE(serving.stop() == 0);
  CHECK(cases() == before);
  serving.start();
  CHECK(sign_in() == 401);
  CHECK(http(serving.port(), "GET", "/api/v1/demo").status == 404);
  CHECK(serving.stop() == 0);
}
