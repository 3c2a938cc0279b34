#include "tests/gateway/desk/shipped.hpp"

namespace {

std::string const head = "category\tplace\twhen\tseverity\tqueue\talso\toffer\tminutes\twhy\tname\tmind\n";

// The findings of a routing file that has one row of ours in front of a row for every category.
std::vector<std::string> findings_of(std::string const& row, std::set<std::string, std::less<>> const& tags = {}) {
  desk::Directory const directory = shipped::directory();
  std::string text = head + row + "\n";
  for (std::string const category :
       {"danger",  "trafficking", "passport", "wage",     "contract", "fraud",   "stranded", "detention",
        "medical", "death",       "claims",   "domestic", "sexual",   "missing", "mental",   "permit",
        "info",    "skills",      "returnee", "business", "unclear",  "optout",  "erase",    "spam"}) {
    text += std::string{category} + "\t*\t\tlow\tintake\t\t\t\tbecause\t\t\n";
  }
  text += "conduct\t*\t\thigh\tsafeguard\t\t\t\tbecause\t\t\n";
  std::vector<std::string> said;
  for (flows::Finding const& finding : desk::read_routing("routing.tsv", text, directory, tags).findings) {
    said.push_back(flows::to_string(finding));
  }
  return said;
}

TEST_CASE("a good row has no findings") {
  CHECK(findings_of("wage\tCD\tminor and country == QA\thigh\toutreach\tlegal|child\tembassy|-feb\t60\tbecause\t\t")
            .empty());
  CHECK(findings_of("*\t*\tminor\t\t\tchild\t\t\tbecause\tyoung\t").empty());
}

TEST_CASE("each mistake in a routing row is said at its cell, with what to write instead") {
  struct Case {
    std::string row;
    std::string finding;
  };
  std::set<std::string, std::less<>> const tags{"minor", "visit_visa"};
  for (Case const& one : {
           Case{"wagee\tCD\t\tlow\tintake\t\t\t\tx\t\t",
                "2:1: error: there is no category `wagee`; did you mean `wage`?"},
           Case{"wage\tXX\tminor\tlow\tintake\t\t\t\tx\t\t",
                "2:6: error: a place is PD, TR, CD, RT or * for every place"},
           Case{"wage\tCD\tminr\tlow\tintake\t\t\t\tx\t\t",
                "2:9: error: nothing is called `minr`; did you mean `minor`?"},
           Case{"wage\tCD\tminor and countri == QA\tlow\tintake\t\t\t\tx\t\t",
                "2:19: error: nothing is called `countri`; did you mean `country`?"},
           Case{"wage\tCD\tminor and\tlow\tintake\t\t\t\tx\t\t", "2:18: error: something is missing at the end"},
           Case{"wage\tCD\tminor\thig\tintake\t\t\t\tx\t\t",
                "2:15: error: `hig` is no severity: low, medium, high or critical, or +1 for one step more; did you "
                "mean `high`?"},
           Case{"wage\tCD\tminor\tlow\tintak\t\t\t\tx\t\t",
                "2:19: error: there is no queue `intak` in the directory; did you mean `intake`?"},
           Case{"wage\tCD\tminor\tlow\tintake\tlegal|chld\t\t\tx\t\t",
                "2:32: error: there is no queue `chld` in the directory; did you mean `child`?"},
           Case{"wage\tCD\tminor\tlow\tintake\tauto\t\t\tx\t\t", "2:26: error: nobody sits at `auto`"},
           Case{"wage\tCD\tminor\tlow\tintake\t\tembasy\t\tx\t\t",
                "2:27: error: there is no target `embasy` in the directory; did you mean `embassy`?"},
           Case{"wage\tCD\tminor\tlow\tintake\t\t-fab\t\tx\t\t",
                "2:28: error: there is no target `fab` in the directory; did you mean `feb`?"},
           Case{"wage\tCD\tminor\tlow\tintake\t\t\t1440\tx\t\t",
                "2:28: error: `minutes` is a whole number from 1 to 999"},
           Case{"wage\tCD\tminor\tlow\tintake\t\t\t\t\t\t",
                "2:29: error: say in `why`, in a few words, what an operator shall read as the reason"},
           Case{"*\t*\tminor\tlow\tchild\t\t\t\tx\t\t",
                "2:15: error: a row for every category only adds; leave its `queue` empty"},
           Case{"wage\tCD\tminor\t\t\t\t\t\tx\t\t",
                "2:16: error: this row does nothing; it needs a `queue`, or something to add"},
           Case{"*\t*\tminor\t\t\tchild\t\t\tx\t\t",
                "2:23: error: a row that adds needs a `name` of a word or two, for the reasons"},
           Case{"wage\tCD\tminor\tlow\tintake\t\t\t\tx\tyoung\t",
                "2:31: error: a row with a queue is called by its category; leave `name` empty"},
           Case{"wage\tCD\tminor\t+1\tintake\t\t\t\tx\t\t",
                "2:15: error: a row with a queue has a severity of its own, not `+1`"},
           Case{"wage|wagee\tCD|XD\tminor\tlow\tintake\t\t\t\tx\t\t",
                "2:6: error: there is no category `wagee`; did you mean `wage`?"},
           Case{"wage\tCD|XD\tminor\tlow\tintake\t\t\t\tx\t\t",
                "2:9: error: a place is PD, TR, CD, RT or * for every place"},
           Case{"\tCD\tminor\tlow\tintake\t\t\t\tx\t\t", "2:1: error: a category is missing, or `*` for every one"},
           Case{"conduct\tCD\tminor\t\t\tchild\t\t\tx\tyoung\t",
                "2:19: error: a complaint about our own people goes to `safeguard` alone"},
           Case{"conduct\tCD\tminor\thigh\tintake\t\t\t\tx\t\t",
                "2:23: error: a complaint about our own people goes to `safeguard` alone"},
       }) {
    std::vector<std::string> const findings = findings_of(one.row, tags);
    INFO(one.row);
    REQUIRE(findings.size() >= 1);
    CHECK(findings.front() == "routing.tsv:" + one.finding);
  }
}

TEST_CASE("a row that can never be asked names the row in front of it") {
  desk::Directory const directory = shipped::directory();
  std::string const text = head + "wage\t*\t\tlow\tintake\t\t\t\tx\t\t\nwage\tCD\t\tlow\toutreach\t\t\t\tx\t\t\n";
  std::vector<flows::Finding> const findings = desk::read_routing("routing.tsv", text, directory).findings;
  REQUIRE_FALSE(findings.empty());
  CHECK(flows::to_string(findings.back()) ==
        "routing.tsv:3:1: error: line 2 decides all of these already; put this row in front of it or take one away");
}

TEST_CASE("a category without a last word, and a file without rows, are findings") {
  desk::Directory const directory = shipped::directory();
  std::vector<flows::Finding> const findings =
      desk::read_routing("routing.tsv", head + "wage\tCD\tminor\tlow\tintake\t\t\t\tx\t\t\n", directory).findings;
  CHECK(findings.size() == 25);
  CHECK(shipped::said(findings).contains("the category `wage` has no row for CD, or for every place, without `when`"));
  CHECK_FALSE(desk::read_routing("routing.tsv", "", directory).findings.empty());
  CHECK_FALSE(desk::read_routing("routing.tsv", "category\tplace\n", directory).findings.empty());
}

TEST_CASE("a row with a mistake decides nothing") {
  desk::Directory const directory = shipped::directory();
  desk::ReadRouting const read = desk::read_routing(
      "routing.tsv", head + "wage\tCD\t\tlow\tno_such\t\t\t\tx\t\t\nwage\tRT\t\tlow\tlegal\t\t\t\tx\t\t\n", directory);
  REQUIRE(read.routing.rows().size() == 1);
  CHECK(read.routing.rows().front().queue == "legal");
}

TEST_CASE("every word that the shipped routing asks about is a concept of the lexicon") {
  desk::Directory const directory = shipped::directory();
  std::set<std::string, std::less<>> concepts;
  for (std::vector<std::string> const& row : shipped::rows("config/lexicon/keywords.tsv")) concepts.insert(row.at(1));
  desk::ReadRouting const read =
      desk::read_routing("routing.tsv", shipped::text("config/routing.tsv"), directory, concepts);
  CHECK(shipped::said(read.findings) == "");
}

}  // namespace
