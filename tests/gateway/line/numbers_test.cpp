#include "gateway/line/numbers.hpp"

#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::string file_text(std::string const& path) {
  std::ifstream file{SAATHI_SOURCE_DIR + std::string{"/"} + path, std::ios::binary};
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>{file}, {}};
}

line::Numbering shipped() {
  base::Result<line::Numbering> numbering = line::read_numbering(file_text("config/numbering.tsv"));
  REQUIRE(numbering.has_value());
  return std::move(*numbering);
}

struct Sample {
  std::string as_written;
  std::string via;  // country of the channel
  std::string e164;
  std::string country;
};

void check_all(std::vector<Sample> const& samples) {
  line::Numbering const numbering = shipped();
  for (Sample const& sample : samples) {
    line::Number const number = line::parse_number(numbering, sample.as_written, sample.via);
    INFO("written [" << sample.as_written << "] on a channel of " << sample.via);
    CHECK(number.kind == line::NumberKind::e164);
    CHECK(number.text == sample.e164);
    CHECK(number.country == sample.country);
    CHECK(number.can_be_answered());
  }
}

void check_kind(line::NumberKind kind, std::vector<Sample> const& samples) {
  line::Numbering const numbering = shipped();
  for (Sample const& sample : samples) {
    line::Number const number = line::parse_number(numbering, sample.as_written, sample.via);
    INFO("written [" << sample.as_written << "] on a channel of " << sample.via);
    CHECK(number.kind == kind);
    CHECK(number.text == sample.e164);
    CHECK(number.country.empty());
    CHECK_FALSE(number.can_be_answered());
  }
}

TEST_CASE("a number is one number however a network writes it") {
  check_all({
      {"97455512120", "NP", "+97455512120", "QA"},
      {"601112345120", "NP", "+601112345120", "MY"},
      {"9779841230120", "NP", "+9779841230120", "NP"},
      {"9841230120", "NP", "+9779841230120", "NP"},
      {"09841230120", "NP", "+9779841230120", "NP"},
      {"009779841230120", "NP", "+9779841230120", "NP"},
      {"009660501234120", "NP", "+966501234120", "SA"},
      {"+966 0501234120", "NP", "+966501234120", "SA"},
      {"+966 (0)50 123 4120", "NP", "+966501234120", "SA"},
      {"966501234120", "NP", "+966501234120", "SA"},
      {"9779841230120", "QA", "+9779841230120", "NP"},
      {"55512120", "QA", "+97455512120", "QA"},
      {"014412012", "NP", "+97714412012", "NP"},
      {"14412012", "NP", "+97714412012", "NP"},
      {"011 977 984 123 0120", "US", "+9779841230120", "NP"},
      {"010 977 984 123 0120", "JP", "+9779841230120", "NP"},
      {"9198123450", "IN", "+919198123450", "IN"},
      {"97455512120", "", "+97455512120", "QA"},
      {"97455512120", "DE", "+97455512120", "QA"},
      {"9607712345", "", "+9607712345", "MV"},
      {"9607712345", "NP", "+9779607712345", "NP"},
  });
}

TEST_CASE("a new range that the table calls unusual is still a number") {
  check_all({
      {"+971591234121", "NP", "+971591234121", "AE"},
      {"00971591234121", "NP", "+971591234121", "AE"},
      {"971591234121", "NP", "+971591234121", "AE"},
      {"+9779991230120", "NP", "+9779991230120", "NP"},
      {"9991230120", "NP", "+9779991230120", "NP"},
      {"+9745551212099", "NP", "+9745551212099", "QA"},
  });
}

TEST_CASE("marks that cannot be seen and digits of any script do not make another number") {
  check_all({
      {"\u202D+977 984\u2011123\u20110123\u202C", "NP", "+9779841230123", "NP"},
      {"+977\u200D9841230123", "NP", "+9779841230123", "NP"},
      {"+977\uFE0D9841230123", "NP", "+9779841230123", "NP"},
      {"९८४१२३०१२३", "NP", "+9779841230123", "NP"},
      {"+९७७ ९८४-१२३-०१२३", "QA", "+9779841230123", "NP"},
      {"٠٠٩٧٤٥٥٥١٢١٢٠", "NP", "+97455512120", "QA"},
      {"＋９７４ ５５５１２１２０", "NP", "+97455512120", "QA"},
      {"৯৭৪৫৫৫১২১২০", "NP", "+97455512120", "QA"},
      {"9\uFE0F\u20E37\uFE0F\u20E34\uFE0F\u20E355512120", "NP", "+97455512120", "QA"},
      {"(+974) 555.12.120", "NP", "+97455512120", "QA"},
      {"\u2066+974\u00A05551\u202F2120\u2069\r\n", "NP", "+97455512120", "QA"},
  });
}

TEST_CASE("a country is told by the first digits where several share a calling code") {
  check_all({
      {"+12015550123", "NP", "+12015550123", "US"},
      {"+14165550123", "NP", "+14165550123", "CA"},
      {"+79165550123", "NP", "+79165550123", "RU"},
      {"+77015550123", "NP", "+77015550123", "KZ"},
      {"14165550123", "US", "+14165550123", "CA"},
  });
}

TEST_CASE("Italy's zero belongs to the number, Hungary's 06 does not") {
  check_all({
      {"+39 06 5550 1234", "NP", "+390655501234", "IT"},
      {"06 20 123 4567", "HU", "+36201234567", "HU"},
      {"+36 06 20 123 4567", "NP", "+36201234567", "HU"},
  });
}

TEST_CASE("short codes stay as they are and are never answered") {
  check_kind(line::NumberKind::short_code, {
                                               {"68849", "NP", "68849", ""},
                                               {"4040", "NP", "4040", ""},
                                               {"1177", "QA", "1177", ""},
                                               {"४०४०", "NP", "4040", ""},
                                               {"+4040", "NP", "4040", ""},
                                               {"000000000", "NP", "000000000", ""},
                                               {"0114412012", "NP", "0114412012", ""},
                                               {"99999999999999999999", "NP", "99999999999999999999", ""},
                                           });
}

TEST_CASE("sender words stay as they are and are never answered") {
  check_kind(line::NumberKind::word, {
                                         {"Ncell", "NP", "Ncell", ""},
                                         {"NTALERT", "NP", "NTALERT", ""},
                                         {"20GENESIS", "NP", "20GENESIS", ""},
                                         {"नेपाल टेलिकम", "NP", "नेपाल टेलिकम", ""},
                                         {"984123012O", "NP", "984123012O", ""},
                                         {"9841230120 or 9841230121", "NP", "9841230120 or 9841230121", ""},
                                         {"984123+0120", "NP", "984123+0120", ""},
                                         {"\xFF\xFE"
                                          "98",
                                          "NP",
                                          "\xFF\xFE"
                                          "98",
                                          ""},
                                     });
}

TEST_CASE("a sender word that is far too long is cut between characters") {
  std::string letters;
  for (int count = 0; count < 40; ++count) letters += "क";
  line::Number const number = line::parse_number(shipped(), letters, "NP");
  CHECK(number.kind == line::NumberKind::word);
  CHECK(number.text == letters.substr(0, 63));
}

TEST_CASE("a hidden caller is nobody, not one number shared by all") {
  check_kind(line::NumberKind::hidden, {
                                           {"+266696687", "NP", "", ""},
                                           {"266696687", "NP", "", ""},
                                           {"anonymous", "NP", "", ""},
                                           {"Anonymous", "QA", "", ""},
                                           {"anonymous@anonymous.invalid", "NP", "", ""},
                                           {"RESTRICTED", "NP", "", ""},
                                           {"+7378742833", "NP", "", ""},
                                           {"+86282452253", "NP", "", ""},
                                           {"", "NP", "", ""},
                                           {"  \u200B", "NP", "", ""},
                                           {"+", "NP", "", ""},
                                       });
}

TEST_CASE("libphonenumber reads the numbers of all destinations as we do") {
  std::istringstream lines{file_text("tests/gateway/line/numbers_samples.tsv")};
  std::string text;
  std::getline(lines, text);
  REQUIRE(text == "as_written\tvia\te164\tcountry");
  std::vector<Sample> samples;
  while (std::getline(lines, text)) {
    std::istringstream cells{text};
    Sample& sample = samples.emplace_back();
    std::getline(cells, sample.as_written, '\t');
    std::getline(cells, sample.via, '\t');
    std::getline(cells, sample.e164, '\t');
    std::getline(cells, sample.country, '\t');
  }
  CHECK(samples.size() > 400);
  check_all(samples);
}

TEST_CASE("whatever stands where a number should, it is E.164 or is never answered") {
  line::Numbering const numbering = shipped();
  std::vector<std::string> const pieces{"0",      "1",      "9",    "977",      "974",
                                        "00",     "+",      "-",    " ",        "x",
                                        "\u200D", "\u0967", "\xF0", "\xE0\xA5", std::string(1, '\0'),
                                        "("};
  std::mt19937 random{20261123};  // the seed: the same texts in each run
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (unsigned more = random() % 16; more > 0; --more) text += pieces[random() % pieces.size()];
    line::Number const number =
        line::parse_number(numbering, text, numbering.rows()[random() % numbering.rows().size()].country);
    CAPTURE(text);
    if (number.kind == line::NumberKind::e164) {
      REQUIRE(number.text.starts_with('+'));
      REQUIRE(number.text.find_first_not_of("0123456789", 1) == std::string::npos);
      REQUIRE((number.text.size() >= 8 && number.text.size() <= 16));
      REQUIRE(number.text[1] != '0');
      REQUIRE(line::parse_number(numbering, number.text, "NP").text == number.text);
    } else {
      REQUIRE_FALSE(number.can_be_answered());
      REQUIRE((number.kind == line::NumberKind::hidden) == number.text.empty());
    }
  }
}

TEST_CASE("a table of numbers that was cut off is refused with its line") {
  std::string const head =
      "country\tcalling_code\tmain\ttrunk_prefix\tinternational_prefix\tlengths\tmobiles\tleading\n";
  CHECK(line::read_numbering(head + "QA\t974\tmain\t\t00\t8\t8:3,5\t\n").has_value());
  for (std::string const row : {"QA\t974\tmain\t\t00\t8", "QA\t974\tmain\t\t00\t40\t\t", "QA\tx\tmain\t\t00\t8\t\t"}) {
    base::Result<line::Numbering> const broken = line::read_numbering(head + row + "\n");
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().message.find("numbering.tsv:2:1: error:") == 0);
  }
  CHECK_FALSE(line::read_numbering(head).has_value());
}

}  // namespace
