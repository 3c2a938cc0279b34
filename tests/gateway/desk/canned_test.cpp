// Canned replies: what may stand in the file, and what a person gets to choose from.
#include "gateway/desk/canned.hpp"

#include "tests/support/catch.hpp"

namespace {

constexpr std::string_view head = "id\tabout\ten\tne\tne_latn\treviewed\n";

std::vector<flows::Finding> findings_of(std::string const& row) {
  return desk::read_canned("canned.tsv", std::string(head) + row + "\n").findings;
}

}  // namespace

TEST_CASE("a canned reply has an English text, variables that can be filled in, and two parts at most") {
  CHECK(findings_of("hi\tfirst words\tNamaste {name}, case {ref}\t\t\t").empty());
  CHECK(findings_of("hi\tfirst words\t\t\tNamaste\t").size() == 1);
  CHECK(findings_of("hi\tfirst words\tNamaste {phone}\t\t\t").size() == 1);
  CHECK(findings_of("hi\tfirst words\t" + std::string(400, 'a') + "\t\t\t").size() == 1);
  CHECK(findings_of("hi\ta\tb\t\t\t\nhi\ta\tc\t\t\t").size() == 1);
}

TEST_CASE("a canned reply comes in her language, filled in, with its parts counted") {
  desk::ReadCanned const read = desk::read_canned(
      "canned.tsv", std::string(head) + "hi\tfirst\tHello {name}\tनमस्ते {name}\tNamaste {name}\tR. 2026\n" +
                        "bye\tlast\tBye {ref}\t\t\t\n");
  REQUIRE(read.findings.empty());
  auto const nepali = desk::fill_canned(read.replies, "ne", {.ref = "K-1", .name = "Asha"});
  REQUIRE(nepali.size() == 2);
  CHECK(nepali[0].text == "नमस्ते Asha");
  CHECK(nepali[0].segments.encoding == flows::Encoding::ucs2);
  CHECK(nepali[0].is_reviewed);
  CHECK(nepali[1].text == "Bye K-1");
  CHECK(nepali[1].language == "en");
  CHECK_FALSE(nepali[1].is_reviewed);
  CHECK(desk::fill_canned(read.replies, "ne-Latn", {.name = "Asha"})[0].text == "Namaste Asha");
}
