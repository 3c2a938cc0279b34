// Each rule catches what it is there for, and lets be what is good.
#include "tests/support/catch.hpp"
#include "tests/tidy/coroutines.hpp"
#include "tests/tidy/documents.hpp"
#include "tests/tidy/edges.hpp"
#include "tests/tidy/outside.hpp"
#include "tests/tidy/shape.hpp"
#include "tests/tidy/words.hpp"

#include <array>

TEST_CASE("an include is judged by the room it stands in") {
  struct Case {
    std::string path;
    std::string include;
    bool good;
  };
  auto const each = GENERATE(values<Case>({
      {"flows/engine.cpp", "\"flows/flow.hpp\"", true},
      {"flows/engine.cpp", "\"gateway/base/clock.hpp\"", false},
      {"flows/engine.cpp", "\"providers/provider.hpp\"", false},
      {"providers/kannel.cpp", "\"flows/flow.hpp\"", false},
      {"gateway/base/log.cpp", "\"gateway/store/store.hpp\"", false},
      {"gateway/store/store.cpp", "\"gateway/base/clock.hpp\"", true},
      {"gateway/store/store.cpp", "\"flows/flow.hpp\"", false},
      {"gateway/desk/cases.cpp", "\"gateway/line/intake.hpp\"", false},
      {"gateway/line/numbers.cpp", "\"gateway/base/clock.hpp\"", false},
      {"gateway/console/cases_api.cpp", "\"gateway/store/store.hpp\"", false},
      {"gateway/serve.cpp", "\"gateway/store/store.hpp\"", true},
      {"tests/flows/engine_test.cpp", "\"gateway/store/store.hpp\"", false},
      {"tests/flows/engine_test.cpp", "\"tests/support/catch.hpp\"", true},
      {"flows/engine.cpp", "<vector>", true},
      {"flows/engine.cpp", "<format>", false},
      {"flows/engine.cpp", "<boost/asio/post.hpp>", false},
      {"gateway/base/tasks.cpp", "<boost/asio/post.hpp>", true},
      {"gateway/line/intake.cpp", "<sqlite3.h>", false},
      {"elsewhere/thing.cpp", "\"flows/flow.hpp\"", false},
  }));
  CAPTURE(each.path, each.include);
  CHECK(tidy::check_includes({each.path, "#include " + each.include + "\n"}).empty() == each.good);
}

TEST_CASE("a co_await statement of a form that compilers get wrong is caught") {
  auto const statement = GENERATE(values<std::string>({
      "co_await f(Thing{1, text});",
      "auto const x = co_await f(Thing{.key = key});",
      "Thing t{1, co_await f()};",
      "use(Thing{co_await f()});",
      "co_await store.write([text](Transaction& tx) { return use(tx, text); });",
      "auto const x = is_short ? co_await f() : nothing;",
      "auto const x = co_await (is_short ? f() : g());",
      "switch (co_await f()) {}",
      "auto const x = sum(co_await f(), co_await g());",
      "auto const x = sum(co_await f(), Thing{1});",
      "if (co_await f(Thing{})) { go(); }",
  }));
  CAPTURE(statement);
  std::string const text = "base::Task<void> run() {\n  " + statement + "\n}\n";
  CHECK(tidy::check_coroutines({"gateway/base/any.cpp", text}).size() == 1);
}

TEST_CASE("a co_await statement that every compiler gets right is let be") {
  auto const statement = GENERATE(values<std::string>({
      "co_await f();",
      "auto const accepted = co_await store_.write(unit);",
      "co_return co_await f(std::move(report));",
      "if (auto v = co_await f(x)) { go(); }",
      "if (!co_await f(x)) co_return Thing{1};",
      "while (co_await more(x)) { go(); }",
      "auto unit = [&](Transaction& tx) { return intake(tx, inbound); };\n  co_await store_.write(unit);",
      "auto task = [&]() -> Task<void> { co_await f(); };",
      "// co_await f(Thing{1});",
      "say(\"co_await f(Thing{1});\");",
  }));
  CAPTURE(statement);
  std::string const text = "base::Task<void> run() {\n  " + statement + "\n}\n";
  CHECK(tidy::describe(tidy::check_coroutines({"gateway/base/any.cpp", text})) == "");
}

TEST_CASE("a view handed to a coroutine is caught") {
  CHECK(tidy::check_coroutines({"a.hpp", "base::Task<void> send(std::string_view text);\n"}).size() == 1);
  CHECK(tidy::check_coroutines({"a.hpp", "Task<Result<int>> Box::send(std::span<int const> list) {\n"}).size() == 1);
  CHECK(tidy::check_coroutines({"a.hpp", "base::Task<void> send(std::string text);\n"}).empty());
  CHECK(tidy::check_coroutines({"a.hpp", "std::string_view name(Task<int> task);\n"}).empty());
}

TEST_CASE("a word is caught where it has no place and let be where it has") {
  struct Case {
    std::string path;
    std::string text;
    bool good;
  };
  auto const each = GENERATE(values<Case>({
      {"gateway/line/timers.cpp", "std::this_thread::sleep_for(1s);", false},
      {"gateway/line/timers.cpp", "// sleep_for is no way to wait", true},
      {"gateway/line/timers.cpp", "auto const now = std::chrono::system_clock::now();", false},
      {"gateway/base/system_clock.cpp", "return std::chrono::system_clock::now();", true},
      {"gateway/line/intake.cpp", "std::getenv(\"HOME\");", false},
      {"gateway/desk/cases.cpp", "run(\"SELECT id FROM cases\");", false},
      {"gateway/desk/cases.cpp", "enum { SELECT };", true},
      {"gateway/store/case.cpp", "run(\"SELECT id FROM cases\");", true},
      {"gateway/store/case.cpp", "run(R\"(DELETE FROM cases)\");", true},
      {"gateway/line/turn.cpp", "#define TWICE(x) (x) * 2", false},
      {"gateway/line/turn.cpp", "int const operand = 1'000;", true},
      {"config/flows/wages.yaml", "# TODO: ask again", false},
      {"dev", "mktemp -d saathi.XXXXXX", true},
  }));
  CAPTURE(each.path, each.text);
  CHECK(tidy::check_words({each.path, each.text}).empty() == each.good);
}

TEST_CASE("a file that is too long is caught, and so is a header that does not say what it is for") {
  CHECK(tidy::check_shape({"flows/engine.cpp", std::string(400, '\n')}).empty());
  CHECK(tidy::check_shape({"flows/engine.cpp", std::string(401, '\n')}).size() == 1);
  CHECK(tidy::check_shape({"config/flows/wages.yaml", std::string(900, '\n')}).empty());
  CHECK(tidy::check_shape({"flows/CMakeLists.txt", std::string(81, '\n')}).size() == 1);
  CHECK(tidy::check_shape({"flows/flow.hpp", "// A flow.\n#pragma once\n"}).empty());
  CHECK(tidy::check_shape({"flows/flow.hpp", "#pragma once\n// A flow.\n"}).size() == 1);
  CHECK(tidy::check_shape({"flows/flow.hpp", "// A flow.\n"}).size() == 1);
}

TEST_CASE("a telephone number that may be somebody's is caught") {
  CHECK(tidy::check_numbers({"tests/a_test.cpp", "from +97455512101 to +9779841230123"}).empty());
  CHECK(tidy::check_numbers({"tests/a_test.cpp", "+12 and +4412"}).empty());
  std::string const unlike_any = "+" + std::string("97444") + "678901";
  CHECK(tidy::check_numbers({"tests/a_test.cpp", "from " + unlike_any}).size() == 1);
  CHECK(tidy::check_numbers({"config/directory.yaml", "number: " + unlike_any}).empty());
}

TEST_CASE("an address outside this machine is caught where tests connect") {
  CHECK(tidy::check_addresses({"tests/system/a.mjs", "http://127.0.0.1:80 10.1.2.3 203.0.113.9 example.org"}).empty());
  CHECK(tidy::check_addresses({"tests/system/a.mjs", "version 1.2.3.4.5, https://hotline.example.org/x"}).empty());
  std::string const somebody = std::string("8.8.") + "8.8";
  CHECK(tidy::check_addresses({"tests/system/a.mjs", "connect(" + somebody + ")"}).size() == 1);
  std::string const site = std::string("https:/") + "/api.provider.com/send";
  CHECK(tidy::check_addresses({"tests/system/a.mjs", site}).size() == 1);
  CHECK(tidy::check_addresses({"tests/providers/samples/a.txt", site}).empty());
}

TEST_CASE("a document that names what does not exist is caught") {
  std::vector<tidy::File> const house = {{"flows/engine.cpp", ""}, {"CONTRIBUTING.md", ""}};
  auto const complaints = [&](std::string text) { return tidy::check_paths({"README.md", std::move(text)}, house); };
  CHECK(complaints("see [how](CONTRIBUTING.md#rooms), `flows/`, `flows/engine.cpp`, `flows/x.cpp`").empty());
  CHECK(complaints("see [it](https://example.org/page)").empty());
  CHECK(complaints("see [how](HOW.md)").size() == 1);
  CHECK(complaints("see `flows/engines.cpp`").size() == 1);
}

TEST_CASE("a test that a document names and nobody wrote is caught") {
  std::vector<tidy::File> const house = {
      {"tests/a_test.cpp", "TEST_CASE(\n    \"one thing, and \"\n          \"another\") {}"}};
  auto const complaints = [&](std::string text) {
    return tidy::check_named_tests({"docs/rules.md", std::move(text)}, house);
  };
  CHECK(complaints("| 1 | rule | “one thing, and another” |").empty());
  CHECK(complaints("| 1 | rule | “one thing, and a third” |").size() == 1);
}

TEST_CASE("comments and literals are told from code") {
  tidy::Parts const parts =
      tidy::take_apart("int a = 1'000; // it's\nauto b = \"x\\\"y\"; auto c = R\"(\"z\")\"; char d = '\"';\n");
  CHECK(parts.code.contains("1'000;"));
  CHECK_FALSE(parts.code.contains("it's"));
  CHECK(parts.comments.contains("it's"));
  CHECK(parts.literals.contains("x\\\"y"));
  CHECK(parts.literals.contains("\"z\""));
  CHECK(parts.code.contains("char d = ' ';"));
  CHECK(parts.code.size() == parts.literals.size());
}
