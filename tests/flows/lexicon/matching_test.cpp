// The collisions that the domain notes list (4.3): words that fold to one form and mean two things, and the way out of
// each.
#include "flows/lexicon/matching.hpp"

#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

namespace {

std::vector<std::string> concepts(std::string const& text, flows::MalayRows malay = flows::MalayRows::only_in_company) {
  flows::Normalised const normalised = flows::normalise(text);
  flows::Reading const reading = flows::read_words(words::lexicon(), normalised, malay);
  std::vector<std::string> out;
  for (flows::Hit const& hit : reading.hits) out.push_back(hit.row->concept_name);
  return out;
}

bool has(std::vector<std::string> const& all, std::string_view name) {
  return std::ranges::find(all, name) != all.end();
}

struct Sample {
  char const* text;
  char const* concept_name;
};

}  // namespace

TEST_CASE("each reads as what it means") {
  Sample const samples[] = {
      {"malai ghar jana man cha", "go_home"},
      {"uddhar garidinus", "save_me"},
      {"laas kahile aaucha", "body"},
      {"shav kahile aaucha", "body"},
      {"dhoka ma tala lagayo", "locked"},
      {"mera bhai ko dhokha diya", "cheated"},
      {"mero bhai haraye", "missing"},
      {"maya le mareko", "not_death"},
      {"kotha ma band garera rakheko", "locked"},
      {"mero dai", "relative"},
      {"piune pani chaina", "hungry"},
      {"marna chahanna", "not_suicide"},
      {"passport harayo", "passport_lost"},
      {"dont want to live", "suicide_passive"},
      {"companyle talab diena", "wage_unpaid"},
      {"talab mero malik le diena", "wage_unpaid"},
      {"tlb diena", "wage_unpaid"},
      {"मेरो मालिकले पासपोर्ट खोस्यो", "passport_taken"},
      {"bachaunuss malai", "save_me"},
      {"atmahattya garchu", "suicide_active"},
  };
  for (Sample const& sample : samples) {
    std::vector<std::string> const read = concepts(sample.text);
    CAPTURE(sample.text, read);
    CHECK(has(read, sample.concept_name));
  }
}

TEST_CASE("none reads as what it does not mean") {
  Sample const samples[] = {
      {"gara", "go_home"},
      {"my wage is low", "run_away"},
      {"paisa udhaar", "save_me"},
      {"sab thik cha", "body"},
      {"dhoka kholnus", "cheated"},
      {"kutta pal", "beaten"},
      {"khutta dukhyo", "beaten"},
      {"call maryo", "death"},
      {"phone mareko", "death"},
      {"maya le mareko", "death"},
      {"hungary jana kati lagcha", "hungry"},
      {"kotha band", "stop"},
      {"baba lai bhannus", "relative"},
      {"dai namaste", "relative"},
      {"ma pani jancha", "hungry"},
      {"mathi hernus", "death"},
      {"february ma", "claim"},
      {"no", "no"},
      {"marna chahanna", "suicide_active"},
      {"i am fine", "visa_expired"},
      {"diet food", "death"},
      {"dont want to die", "suicide_active"},
      {"passport harayo", "missing"},
      {"dont want to live", "suicide_active"},
      {"kuteko chaina", "beaten"},
      {"never beaten", "beaten"},
      {"no one beat me", "beaten"},
      {"talab. diena khana", "wage_unpaid"},
      {"passport tara khosyo", "passport_taken"},
  };
  for (Sample const& sample : samples) {
    std::vector<std::string> const read = concepts(sample.text);
    CAPTURE(sample.text, read);
    CHECK_FALSE(has(read, sample.concept_name));
  }
}

TEST_CASE("Malay rows count where Malay is likely, or in company") {
  CHECK(has(concepts("gaji kosong", flows::MalayRows::count), "wage_noun"));
  CHECK_FALSE(has(concepts("gaji", flows::MalayRows::only_in_company), "wage_noun"));
  CHECK(has(concepts("gaji tak bayar bos", flows::MalayRows::only_in_company), "wage_noun"));
  // Pasted twice, a chance "mahu balik" keeps itself company, and must not hide what was done to her.
  CHECK(has(concepts("mahu balik ghachetkar. mahu balik ghachetkar", flows::MalayRows::only_in_company), "beaten"));
}

TEST_CASE("a reading says which words decided, the fillers left out") {
  flows::Normalised const text = flows::normalise("company le 4 mahina dekhi talab deko chaina");
  flows::Reading const reading = flows::read_words(words::lexicon(), text, flows::MalayRows::only_in_company);
  auto const hit =
      std::ranges::find_if(reading.hits, [](flows::Hit const& h) { return h.row->concept_name == "wage_unpaid"; });
  REQUIRE(hit != reading.hits.end());
  CHECK(std::vector(hit->tokens.begin(), hit->tokens.end()) == std::vector<std::uint32_t>{5, 6, 7});
}

TEST_CASE("a denied row is kept apart, so that it can be asked about") {
  flows::Normalised const text = flows::normalise("malai not raped");
  flows::Reading const reading = flows::read_words(words::lexicon(), text, flows::MalayRows::only_in_company);
  CHECK_FALSE(has(concepts("malai not raped"), "sexual"));
  flows::Normalised const beaten = flows::normalise("never attacked me");
  CHECK(flows::read_words(words::lexicon(), beaten, flows::MalayRows::only_in_company).denied.size() == 1);
}
