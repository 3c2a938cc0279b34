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
                                                                {"today", std::string("2026-11-25")},
                                                                {"paid_last", std::string("2026-08-31")},
                                                                {"least", std::int64_t{INT64_MIN}},
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
      {"days + 1 == 31", true},
      {"days - 31 == -1", true},
      {"hours * 2 + days == 58", true},
      {"days + hours * 2 == 58", true},
      {"(days + hours) * 2 == 88", true},
      {"days / 4 == 7", true},
      {"days % 4 == 2", true},
      {"58 == hours * 2 + days", true},
      {"days > hours + 15", true},
      {"days > (hours)", true},
      {"days > hours", false},  // a bare word on the right is a text
      {"today - paid_last == 86", true},
      {"today - paid_last > 60", true},
      {"today > paid_last + 90", false},
      {"today < 2026-12-01", true},
      {"today == 2026-11-25", true},
      {"paid_last + 1 == 2026-09-01", true},
      {"today in [2026-11-25, 2026-11-26]", true},
      {"today + paid_last", false},
      {"today + 99999999", false},
      {"days / 0 == 0", false},
      {"days / 0 != 0", true},
      {"missing + 1 > 0", false},
      {"category + 1", false},
      {"least - 1 < 0", false},
      {"least / -1 > 0", false},
      {"least * 2 == 0", false},
      {"today < 5", false},
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
      {"days -1 > 3", 6, "put a space on both sides of `-` to subtract"},
      {"days > 3-1", 8, "put a space on both sides of `-` to subtract"},
      {"days + ", 8, "something is missing at the end"},
      {"days + in [3]", 8, "`in` is not expected here"},
      {"2026-02-30 < today", 1, "put a space on both sides of `-` to subtract"},
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
  std::string sums = "1";
  for (int i = 0; i < 49; ++i) sums += " + 1";
  CHECK(parse_expression(sums));
  CHECK_FALSE(parse_expression(sums + " + 1"));
}

TEST_CASE("an expression comes to a value, or to none") {
  struct Case {
    std::string text;
    std::optional<Value> value;
  };
  std::vector<Case> const cases{
      {"days * 12", std::int64_t{360}},
      {"paid_last + 30", std::string("2026-09-30")},
      {"category", std::string("wage")},
      {"days > 3", true},
      {"\"as it is\"", std::string("as it is")},
      {"missing", std::nullopt},
      {"category * 2", std::nullopt},
  };
  for (Case const& one : cases) {
    INFO(one.text);
    auto const parsed = parse_expression(one.text);
    REQUIRE(parsed);
    CHECK(parsed->value(look_up) == one.value);
  }
}

TEST_CASE("the names of a condition are known, each once") {
  auto const parsed = parse_expression("category == wage and tags has child or category == fraud");
  REQUIRE(parsed);
  REQUIRE(parsed->names().size() == 2);
  CHECK(parsed->names()[0].name == "category");
  CHECK(parsed->names()[1].name == "tags");
  CHECK(parsed->names()[1].column == 22);
}
