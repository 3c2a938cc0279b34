#include "flows/text/digits.hpp"

#include "flows/text/normalise.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("one digit is an answer however it is written") {
  struct Sample {
    char const* text;
    int digit;
  };
  for (Sample const& sample : {Sample{"1", 1},
                               {"१", 1},
                               {"1.", 1},
                               {"(2)", 2},
                               {"3️⃣", 3},
                               {"٤", 4},
                               {"۵", 5},
                               {"６", 6},
                               {" 7 🙏", 7},
                               {"8)", 8},
                               {"1 1", 1},
                               {"0", 0},
                               {"९", 9}}) {
    CAPTURE(sample.text);
    CHECK(flows::read_digit_answer(flows::normalise(sample.text).text) == sample.digit);
  }
}

TEST_CASE("what is more than one digit is no digit answer") {
  for (char const* text : {"", "11", "1 2", "1 din", "ek", "🙏", "1a"}) {
    CAPTURE(text);
    CHECK_FALSE(flows::read_digit_answer(flows::normalise(text).text).has_value());
  }
}

TEST_CASE("the danger digit is heard in every script, and longer rows of it where no question is open") {
  for (char const* text : {"9", "९", "٩", "۹", "９", "9️⃣", "9!!", "9 9", "9🙏", " 9. "}) {
    CAPTURE(text);
    CHECK(flows::is_danger_digit(flows::normalise(text).text, flows::Asked::yes));
  }
  CHECK(flows::is_danger_digit("999", flows::Asked::no));
  CHECK_FALSE(flows::is_danger_digit("999", flows::Asked::yes));
  for (char const* text : {"", "19", "90", "9 din", "🙏", "1"}) {
    CAPTURE(text);
    CHECK_FALSE(flows::is_danger_digit(text, flows::Asked::no));
  }
}

TEST_CASE("numbers are read as answers to questions for numbers") {
  CHECK(flows::read_digits("12 05") == "1205");
  CHECK_FALSE(flows::read_digits("12 may").has_value());
  CHECK(flows::read_only_number("3 mahina") == 3);
  CHECK(flows::read_only_number("12jana") == 12);
  CHECK_FALSE(flows::read_only_number("3 4").has_value());
  CHECK_FALSE(flows::read_only_number("12345678901").has_value());
  CHECK_FALSE(flows::read_only_number("dui").has_value());
}
