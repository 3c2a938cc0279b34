#include "flows/text/amount.hpp"

#include "tests/support/catch.hpp"

#include <string>
#include <vector>

TEST_CASE("an amount is read as it is written in Nepal, and what is no whole number is none") {
  struct Case {
    std::string written;
    int amount;  // -1: none
  };
  std::vector<Case> const cases{
      {"120000", 120'000},
      {"1,20,000", 120'000},
      {"१,२०,०००", 120'000},
      {"120,000", 120'000},
      {"12,34,56,789", 123'456'789},
      {"Rs. 1,20,000/-", 120'000},
      {"1 lakh 80 hajar", 180'000},
      {"2.5 lakh", 250'000},
      {"१.५ लाख", 150'000},
      {"2lakh", 200'000},
      {"80k", 80'000},
      {"1 lakh 80 hajar 500", 180'500},
      {"1 crore", 10'000'000},
      {"3 mahina", 3},
      {"3mahina", 3},
      {"३५ वर्ष", 35},
      {"about 40 people", 40},
      {"0", 0},
      {".5", -1},
      {"2.5", -1},
      {"1OO", -1},
      {"l0", -1},
      {"2O mahina", -1},
      {"1,5", -1},
      {"1234,567", -1},
      {"1,23,45", -1},
      {"35 or 40", -1},
      {"3 mahina 5 din", -1},
      {"80 hajar 1 lakh", -1},
      {"1 lakh 5 mahina", -1},
      {"1234567890", -1},
      {"100 crore", -1},
      {"1.2.3", -1},
      {"dherai", -1},
      {"", -1},
      {std::string(10'000, '9'), -1},
      {"1,1,1,1,1", -1},
  };
  for (Case const& one : cases) {
    INFO(one.written.substr(0, 40));
    CHECK(flows::read_amount(one.written).value_or(-1) == one.amount);
  }
}
