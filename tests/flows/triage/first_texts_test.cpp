// The thirty example first messages of the domain notes: category and severity of each. Queues are routing's test.
#include "flows/triage.hpp"
#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("every example first text gets its category and its severity") {
  std::vector<std::vector<std::string>> const rows = words::table("tests/flows/first_texts.tsv");
  REQUIRE(rows.size() == 31);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::vector<std::string> const& row = rows[i];
    flows::TriageFacts facts;
    facts.number_country = row[3];
    flows::Verdict const verdict = flows::triage(words::lexicon(), row[1], facts);
    std::string heard;
    for (flows::Match const& match : verdict.matched)
      heard += match.keyword + "(" + match.words + "|" + match.row + ") ";
    for (std::string const& why : verdict.why) heard += "; " + why;
    CAPTURE(row[0], row[1], heard, verdict.language, verdict.place);
    CHECK(verdict.category == row[4]);
    CHECK(flows::name(verdict.severity) == row[5]);
  }
}
