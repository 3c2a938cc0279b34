#include "flows/expression.hpp"

#include "tests/support/catch.hpp"

#include <map>

using namespace flows;

namespace {

std::optional<Value> look_up(std::string_view name) {
  static std::map<std::string, Value, std::less<>> const values{{"category", std::string("wage")},
                                                                {"severity", std::string("high")},
                                                                {"country", std::string("IN")},
                                                                {"days", std::int64_t{30}},
                                                                {"hours", std::string("14")},
                                                                {"known", true},
                                                                {"held", false},
                                                                {"tags", std::vector<std::string>{"child", "stranded"}},
                                                                {"nothing", std::vector<std::string>{}},
                                                                {"empty", std::string{}}};
  auto const found = values.find(name);
  return found == values.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

TEST_CASE("a condition holds or not") {
  struct Case {
    std::string text;
    bool holds;
  };
  std::vector<Case> const cases{
      {"category == wage", true},
      {"category == \"wage\"", true},
      {"category == 'fraud'", false},
      {"category != fraud", true},
      {"severity in [high, critical]", true},
      {"severity in [low medium]", false},
      {"severity not in [low, medium]", true},
      {"severity >= high", true},
      {"severity >= critical", false},
      {"severity < critical", true},
      {"tags has child", true},
      {"tags not has minor", true},
      {"\"stranded\" in tags", true},
      {"days >= 30", true},
      {"days > 30", false},
      {"hours == 14", true},
      {"hours <= 13", false},
      {"days == -30", false},
      {"known", true},
      {"not known", false},
      {"held or known", true},
      {"held and known", false},
      {"not (held and known)", true},
      {"held or known and not held", true},
      {"(held or known) and held", false},
      {"nothing", false},
      {"empty", false},
      {"missing", false},
      {"missing == wage", false},
      {"missing != wage", true},
      {"not missing", true},
      {"category < 5", false},
      {"country in [IN, NP] and not tags has adult", true},
      {"country == देश", false},
      {"known == true", true},
  };
  for (Case const& one : cases) {
    INFO(one.text);
    auto const parsed = parse_expression(one.text);
    if (one.text.contains("देश")) {
      CHECK_FALSE(parsed);  // other scripts stand in quotes
      continue;
    }
    REQUIRE(parsed);
    CHECK(parsed->holds(look_up) == one.holds);
  }
}

TEST_CASE("a condition that is none says where") {
  struct Case {
    std::string text;
    int column;
    std::string message;
  };
  std::vector<Case> const cases{
      {"", 1, "a condition is missing"},
      {"category = wage", 10, "`=` is not expected here"},
      {"category ==", 12, "something is missing at the end"},
      {"\"घर\" == x y", 11, "`y` is not expected here"},
      {"'open", 1, "the quote that begins here is not closed"},
      {"(known", 7, "`)` is missing here"},
      {"severity in [high", 18, "the list needs a word and a `]`"},
      {"days > 3 > 2", 10, "compare two things at a time, and join them with `and`"},
      {"known and", 10, "something is missing at the end"},
      {"known not held", 11, "after `not` stands `in` or `has` here"},
      {"days == 99999999999999999999", 29, "the number is too large"},
      {"and", 1, "`and` is not expected here"},
  };
  for (Case const& one : cases) {
    INFO(one.text);
    auto const parsed = parse_expression(one.text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().column == one.column);
    CHECK(parsed.error().message == one.message);
  }
}

TEST_CASE("the work of a condition is bounded") {
  CHECK_FALSE(parse_expression(std::string(600, 'a')));
  CHECK_FALSE(parse_expression(std::string(200, '(') + "known" + std::string(200, ')')));
  std::string many = "known";
  for (int i = 0; i < 70; ++i) many += " or a";
  CHECK(parse_expression(many));
  std::string nots;
  for (int i = 0; i < 60; ++i) nots += "not ";
  CHECK_FALSE(parse_expression(nots + "known"));
}

TEST_CASE("the names of a condition are known, each once") {
  auto const parsed = parse_expression("category == wage and tags has child or category == fraud");
  REQUIRE(parsed);
  REQUIRE(parsed->names().size() == 2);
  CHECK(parsed->names()[0].name == "category");
  CHECK(parsed->names()[1].name == "tags");
  CHECK(parsed->names()[1].column == 22);
}
