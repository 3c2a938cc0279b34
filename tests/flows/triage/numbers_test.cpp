#include "flows/triage/numbers.hpp"

#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

namespace {

flows::Numbers numbers(char const* text) {
  flows::Normalised const normalised = flows::normalise(text);
  return flows::read_numbers(flows::read_words(words::lexicon(), normalised, flows::MalayRows::only_in_company).tokens);
}

}  // namespace

TEST_CASE("times are read in every script, glued or apart") {
  struct Sample {
    char const* text;
    int days;
  };
  for (Sample const& sample : {Sample{"5 din bho", 5},
                               {"५ दिन", 5},
                               {"3 mahina dekhi", 90},
                               {"३ महिनादेखि", 90},
                               {"2din", 2},
                               {"dui hapta", 14},
                               {"एक वर्ष", 365},
                               {"6 months", 180},
                               {"kayau din", 1},
                               {"hijo dekhi", 1},
                               {"24 ghanta dekhi", 1},
                               {"1 saal", 365}}) {
    CAPTURE(sample.text);
    flows::Numbers const read = numbers(sample.text);
    REQUIRE(read.durations.size() == 1);
    CHECK(read.durations[0].days == sample.days);
  }
  for (char const* text : {"din", "5", "2 dinus", "999999999999 din", "mahina"}) {
    CAPTURE(text);
    CHECK(numbers(text).durations.empty());
  }
}

TEST_CASE("an age under 18 is read, and a term in years is none") {
  for (char const* text :
       {"ma 16 barsa ki hu", "म १५ वर्षकी हुँ", "17 years old", "umer 14", "उमेर १६", "12 saal ka", "16barsa ko"}) {
    CAPTURE(text);
    CHECK(numbers(text).under_age);
  }
  for (char const* text :
       {"18 barsa ko", "2 barsa ko contract", "10 barsa ko jail", "16 barsa bho", "umer 30", "6 mahina ko"}) {
    CAPTURE(text);
    CHECK_FALSE(numbers(text).under_age);
  }
}

TEST_CASE("people and hours are counted") {
  CHECK(numbers("12 jana xau").people == 12);
  CHECK(numbers("१२ जना").people == 12);
  CHECK(numbers("20jana lai 5 jana").people == 20);
  CHECK(numbers("korea jana").people == 0);
  CHECK(numbers("din ma 16 ghanta kaam").hours == 16);
  CHECK(numbers("२४ घण्टादेखि भोकै").hours == 0);
}
