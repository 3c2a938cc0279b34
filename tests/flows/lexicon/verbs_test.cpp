// Verbs by stem and ending: forms as people type them, in both scripts, denied ones, and words that only look like one.
#include "flows/lexicon/verbs.hpp"

#include "flows/lexicon/index.hpp"
#include "flows/lexicon/matching.hpp"
#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>

namespace {

// "sell", "sell-not", "sell-to": every reading of a word, in the order of the sheet.
std::string readings(std::string const& word) {
  flows::LexiconIndex const& index = words::lexicon().index();
  std::string out;
  for (flows::VerbReading const& reading : index.verbs.read(flows::sound_of(flows::normalise(word).text)).list()) {
    if (!out.empty()) out += ' ';
    out += index.verbs.names()[reading.verb];
    if (reading.form == flows::VerbReading::Form::denied) out += "-not";
    if (reading.form == flows::VerbReading::Form::to) out += "-to";
  }
  return out;
}
bool reads(std::string const& word, std::string const& wanted) {
  return (" " + readings(word) + " ").contains(" " + wanted + " ");
}

}  // namespace

TEST_CASE("a verb is known in every form that people type") {
  for (char const* word : {"bechyo",       "bechio",     "bechiyo",   "beche",     "becheko",     "bechyeko",
                           "bechako",      "bechera",    "bechidiyo", "bechdiyo",  "bechisakyo",  "bechisakeko",
                           "bechirahecha", "bechiracha", "bechecha",  "bechechan", "bechnubhayo", "bechiyekirahecha",
                           "bechcha",      "bechxa",     "bech6",     "bechdai",   "bechthyo",    "bechida",
                           "बेच्यो",         "बेचिदिएछन्",   "बेचेर",       "बेचिसकेको",   "बेच्दैछन्",       "बेच्नुभएछ"}) {
    CAPTURE(word, readings(word));
    CHECK(reads(word, "sell"));
  }
  for (char const* word : {"kutyo", "kutirakhchan", "kut6", "kutxa", "pityo", "kutidinubhayo", "कुट्छिन्", "कुटिदिनुभयो"}) {
    CAPTURE(word, readings(word));
    CHECK(reads(word, "beat"));
  }
}

TEST_CASE("a denied verb is told from one that happened, in the past and in the present") {
  for (char const* word : {"diena", "diyena", "dindaina", "didaina", "dinna", "denan", "dienan", "dindenan",
                           "dinuhunna", "दिएन", "दिँदैन", "दिँदैनन्"}) {
    CAPTURE(word, readings(word));
    CHECK(reads(word, "give-not"));
    CHECK_FALSE(reads(word, "give"));
  }
  CHECK(reads("kutena", "beat-not"));
  CHECK(reads("kuten", "beat"));
  CHECK_FALSE(reads("kuten", "beat-not"));
  CHECK(reads("bechna", "sell-to"));
  CHECK(reads("bechne", "sell-to"));
  CHECK(reads("kutchu", "beat-to"));
}

TEST_CASE("words that look like a form of a verb are none") {
  for (char const* word :
       {"hand",  "bazaar", "police", "din",  "didi",  "pani", "garmi", "bhancha", "china", "katar", "lakh",
        "phone", "chaina", "chori",  "band", "march", "pita", "",      "9",       "🙂",    "xyz"}) {
    CAPTURE(word, readings(word));
    bool const harmless = readings(word).empty() || std::string_view(word) == "bhancha";
    CHECK(harmless);
  }
}

TEST_CASE("what stands beside a verb denies it, and a row in braces reads it so") {
  struct Sample {
    char const* text;
    char const* concept_name;
    bool counts;
  };
  for (Sample const& sample :
       {Sample{"malai becheko", "sold", true}, Sample{"malai becheko chaina", "sold", false},
        Sample{"malai bechena", "sold", false}, Sample{"kutera hoina", "beaten", false},
        Sample{"talab dieko chaina", "wage_unpaid", true}, Sample{"talab na deko", "wage_unpaid", true},
        Sample{"talab dieko", "wage_unpaid", false}, Sample{"passport dinu bhaena", "passport_taken", true},
        Sample{"malai kutnu bhayo", "beaten", true}, Sample{"kutnu parcha", "beaten", false}}) {
    flows::Normalised const text = flows::normalise(sample.text);
    flows::Reading const reading = flows::read_words(words::lexicon(), text, flows::MalayRows::only_in_company);
    bool const counts = std::ranges::any_of(
        reading.hits, [&](flows::Hit const& hit) { return hit.row->concept_name == sample.concept_name; });
    CAPTURE(sample.text);
    CHECK(counts == sample.counts);
  }
}

TEST_CASE("words may stand apart, and whoever does it is not taken for whom it befalls") {
  auto const sold = [](char const* words_of_hers) {
    flows::Normalised const text = flows::normalise(words_of_hers);
    flows::Reading const reading = flows::read_words(words::lexicon(), text, flows::MalayRows::only_in_company);
    return std::ranges::any_of(reading.hits, [](flows::Hit const& hit) { return hit.row->concept_name == "sold"; });
  };
  CHECK(sold("mero chori 15 barsa ki india lagera bechyo"));
  CHECK(sold("मेरी बहिनीलाई बम्बई लगेर बेचिदिएछन्"));
  CHECK_FALSE(sold("chori le jagga bechyo"));
  CHECK_FALSE(sold("chori ko gahana bechyo"));
  CHECK_FALSE(sold("mero chori birami cha. jagga bechyo"));
  CHECK_FALSE(sold("chori yo ani tyo ani aru kati kura ani pheri arko kura bechyo"));
}

TEST_CASE("a mistake in the sheets of verbs and groups is named") {
  std::array const sheets{
      flows::Sheet{"verbs.tsv", "verb\tlang\tstems\tnever\nsell\tne\tbech|9\t\nhit\tfr\tfrapp\t\n"},
      flows::Sheet{"verb_endings.tsv", "kind\tlang\tendings\ndoes\tne\tyo|era\nend\tne\tx\n"},
      flows::Sheet{"word_groups.tsv", "group\twords\nkin\tchori|bahini\n"},
      flows::Sheet{"own.tsv",
                   "id\tconcept\tcategory\tseverity_hint\trole\tmatch\tlang\ttext\tcertainty\tnote\n"
                   "x1\tsold\ttrafficking\tcritical\tsignal\tphrase\tne-Latn\t{kin} {sell}\tlow\t\n"
                   "x2\tsold\ttrafficking\tcritical\tsignal\tphrase\tne-Latn\t{kin} {buy}\tlow\t\n"}};
  std::vector<flows::Finding> const findings = flows::read_lexicon(sheets, {}).findings;
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].message.contains("\"9\" is no stem"));
  CHECK(findings[1].message.contains("ne or hi"));
  CHECK(findings[2].message.contains("link, does, not, to"));
  CHECK(findings[3].message.contains("{buy}"));
  CHECK(findings[3].file == "own.tsv");
}
