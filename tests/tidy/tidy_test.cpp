// The house rules on the house itself. What a rule catches is shown in rules_test.cpp.
#include "tests/support/catch.hpp"
#include "tests/tidy/coroutines.hpp"
#include "tests/tidy/documents.hpp"
#include "tests/tidy/edges.hpp"
#include "tests/tidy/outside.hpp"
#include "tests/tidy/shape.hpp"
#include "tests/tidy/words.hpp"

#include <algorithm>

namespace {

using Rule = std::vector<tidy::Complaint> (*)(tidy::File const&);

std::string complaints_of(Rule rule, bool (*concerns)(std::string_view path)) {
  std::string out;
  for (tidy::File const& file : tidy::read_house()) {
    if (concerns(file.path)) out += tidy::describe(rule(file));
  }
  return out;
}

bool every_file(std::string_view /*path*/) { return true; }
bool is_document(std::string_view path) { return path.ends_with(".md"); }

}  // namespace

TEST_CASE("every include follows an allowed edge") { CHECK(complaints_of(tidy::check_includes, tidy::is_cpp) == ""); }

TEST_CASE("one co_await per statement, its operands names, its result into a name") {
  CHECK(complaints_of(tidy::check_coroutines, tidy::is_cpp) == "");
}

TEST_CASE("clock, randomness, environment, sleep, SQL and macros stay in their files and no mark is left over") {
  CHECK(complaints_of(tidy::check_words, every_file) == "");
}

TEST_CASE("no file is too long and every header opens with what it is for") {
  CHECK(complaints_of(tidy::check_shape, every_file) == "");
}

TEST_CASE("telephone numbers outside of content are invented ones") {
  CHECK(complaints_of(tidy::check_numbers, every_file) == "");
}

TEST_CASE("tests name no network address outside this machine") {
  CHECK(complaints_of(tidy::check_addresses, every_file) == "");
}

TEST_CASE("documents name only what exists") {
  std::vector<tidy::File> const house = tidy::read_house();
  std::string complaints;
  for (tidy::File const& file : house) {
    if (is_document(file.path)) complaints += tidy::describe(tidy::check_paths(file, house));
  }
  CHECK(complaints == "");
}

TEST_CASE("every test that the table of threats names is there, and all twenty-four threats have a row") {
  std::vector<tidy::File> const house = tidy::read_house();
  auto const security = std::ranges::find(house, "SECURITY.md", &tidy::File::path);
  REQUIRE(security != house.end());
  CHECK(tidy::describe(tidy::check_named_tests(*security, house)) == "");
  for (int threat = 1; threat <= 24; ++threat) {
    INFO(threat);
    CHECK(security->text.contains("\n| T" + std::to_string(threat) + " | "));
  }
}

TEST_CASE("every test that the tables of rules and of traps name is there, and each rule and trap has its row") {
  std::vector<tidy::File> const house = tidy::read_house();
  for (auto const& [path, rows] : {std::pair("docs/rules.md", 30), std::pair("docs/traps.md", 20)}) {
    auto const table = std::ranges::find(house, path, &tidy::File::path);
    REQUIRE(table != house.end());
    CHECK(tidy::describe(tidy::check_named_tests(*table, house)) == "");
    for (int row = 1; row <= rows; ++row) {
      INFO(path << " " << row);
      CHECK(table->text.contains("\n| " + std::to_string(row) + " | "));
    }
  }
}
