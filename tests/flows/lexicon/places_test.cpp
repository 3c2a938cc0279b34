#include "flows/lexicon/places.hpp"

#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

namespace {

std::string country(char const* text) { return words::lexicon().places().country(text).value_or("none"); }
std::string district(char const* text) { return words::lexicon().places().district(text).value_or("none"); }

}  // namespace

TEST_CASE("a country is known by any spelling, by a city and with an ending") {
  struct Sample {
    char const* text;
    char const* iso;
  };
  Sample const samples[] = {
      {"qatar", "QA"},
      {"Katar", "QA"},
      {"doha", "QA"},
      {"कतार", "QA"},
      {"कतारमा", "QA"},
      {"qatar ma", "QA"},
      {"dubai", "AE"},
      {"दुबई", "AE"},
      {"KL", "MY"},
      {"malaysia", "MY"},
      {"मलेसिया", "MY"},
      {"saudi arab", "SA"},
      {"QA", "QA"},
      {"ma kuwait ma chu", "KW"},
      {"i am in oman", "OM"},
      {"south korea", "KR"},
      {"delhi", "IN"},
      {"north cyprus", "CY"},
      {"nepal", "NP"},
      {"इजराइल", "IL"},
      {"", "none"},
      {"mars", "none"},
      {"qatar ki dubai", "none"},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.text);
    CHECK(country(sample.text) == sample.iso);
  }
}

TEST_CASE("a district is known by any spelling, and a name that two share is asked again") {
  struct Sample {
    char const* text;
    char const* id;
  };
  Sample const samples[] = {
      {"kavre", "kavrepalanchok"},
      {"काभ्रे", "kavrepalanchok"},
      {"Kathmandu", "kathmandu"},
      {"ktm", "kathmandu"},
      {"pokhara", "kaski"},
      {"morang", "morang"},
      {"झापा", "jhapa"},
      {"banke", "banke"},
      {"dang jilla", "dang"},
      {"rukum", "none"},
      {"khalanga", "none"},
      {"rukum paschim", "rukum-west"},
      {"", "none"},
      {"paris", "none"},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.text);
    CHECK(district(sample.text) == sample.id);
  }
}

TEST_CASE("every country and district is found by each of its own names") {
  for (std::vector<std::string> const& row : words::table("config/countries.tsv")) {
    if (row[0] == "iso2") continue;
    CAPTURE(row[0], row[1], row[2]);
    CHECK(country(row[1].c_str()) == row[0]);
    CHECK(country(row[2].c_str()) == row[0]);
  }
  for (std::vector<std::string> const& row : words::table("config/districts.tsv")) {
    if (row[0] == "district_id") continue;
    CAPTURE(row[0], row[4], row[5]);
    CHECK(district(row[0].c_str()) == row[0]);
    CHECK(district(row[4].c_str()) == row[0]);
    CHECK(district(row[5].c_str()) == row[0]);
  }
}

TEST_CASE("names are read back in the language of the reader") {
  flows::Places const& places = words::lexicon().places();
  CHECK(places.country_name("QA", "en") == "Qatar");
  CHECK(places.country_name("QA", "ne") == "कतार");
  CHECK(places.country_name("QA", "ne-Latn") == "Qatar");
  CHECK(places.country_name("XX", "en").empty());
  CHECK(places.district_name("kaski", "ne") == "कास्की");
}

TEST_CASE("a place given twice is a finding") {
  std::string const twice =
      "iso2\tcountry_en\tcountry_ne\tsms_aliases\tambiguous\nQA\tQatar\tकतार\tqatar\t\nQA\tKatar\tकतार\tkatar\t\n";
  std::string const none =
      "district_id\tdistrict_en\tdistrict_ne\theadquarters_en\tsms_variants\tplace_names\tambiguous\n";
  flows::ReadPlaces const read = flows::read_places({"countries.tsv", twice}, {"districts.tsv", none});
  REQUIRE(read.findings.size() == 1);
  CHECK(read.findings[0].line == 3);
  CHECK(read.places.country("qatar") == "QA");
}
