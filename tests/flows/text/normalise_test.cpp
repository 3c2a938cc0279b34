#include "flows/text/normalise.hpp"

#include "tests/support/catch.hpp"

#include <random>
#include <string>

namespace {

struct Sample {
  char const* raw;
  char const* normalised;
};

std::string random_bytes(std::mt19937& random, std::size_t size) {
  std::uniform_int_distribution<int> byte(0, 255);
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(byte(random));
  return text;
}

// Mostly valid text of the kinds that meet in one message, joined at random.
std::string random_text(std::mt19937& random) {
  static constexpr char const* pieces[] = {"क",
                                           "्",
                                           "ि",
                                           "ं",
                                           "़",
                                           "\u200D",
                                           "\u200C",
                                           "e",
                                           "\u0301",
                                           "'",
                                           "\u2019",
                                           "9",
                                           "९",
                                           "٩",
                                           "۹",
                                           "９",
                                           "9\uFE0F\u20E3",
                                           "🙏",
                                           "🏽",
                                           "🇳🇵",
                                           "ﬁ",
                                           "²",
                                           "Ａ",
                                           "İ",
                                           "ß",
                                           "ς",
                                           "।",
                                           ".",
                                           " ",
                                           "\n",
                                           "A",
                                           "z",
                                           "\xFF",
                                           "\xE0\xA4",
                                           "가",
                                           "ᄀ",
                                           "ᅡ",
                                           "\u00B4",
                                           "½",
                                           "…"};
  std::uniform_int_distribution<std::size_t> pick(0, std::size(pieces) - 1);
  std::string text;
  for (int i = 0; i < 24; ++i) text += pieces[pick(random)];
  return text;
}

}  // namespace

TEST_CASE("a text is brought to one form before anything reads it") {
  Sample const samples[] = {
      {"  STOP!  ", "stop"},
      {"Company-le १२ जना… ९!", "company le 12 जना 9"},
      {"٣ ۴ ５ 6️⃣", "3 4 5 6"},
      {"9\uFE0F\u20E3", "9"},
      {"didn't don\u2019t Ma`m", "didnt dont mam"},
      {"पास\u200Dपोर्ट", "पासपोर्ट"},
      {"गर्\u200Dयो", "गर्यो"},
      {"काम\u200B दिन", "काम दिन"},
      {"madat🙏🙏chahiyo", "madat 🙏 🙏 chahiyo"},
      {"🙏🏽", "🙏"},
      {"ＦＵＬＬ ｗｉｄｔｈ", "full width"},
      {"खाना, पानी। छैन", "खाना पानी छैन"},
      {"a\xFF"
       "b",
       "a b"},
      {"?", ""},
      {"", ""},
      {"\u202E"
       "band"
       "\u202C",
       "band"},
      {"क़ानून", "क़ानून"},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.raw);
    CHECK(flows::normalise(sample.raw).text == sample.normalised);
  }
}

TEST_CASE("vowel signs, nasal marks and halanta of Devanagari stay") {
  CHECK(flows::normalise("दिँदैनन्").text == "दिँदैनन्");
  CHECK(flows::normalise("मेरो पासपोर्ट").text == "मेरो पासपोर्ट");
}

TEST_CASE("a clause ends at a mark and not at a space") {
  flows::Normalised const text = flows::normalise("khana chaina, pani pani। talab\nghar jana? ho");
  std::vector<std::uint32_t> clauses;
  for (flows::Word const& word : text.words) clauses.push_back(word.clause);
  CHECK(clauses == std::vector<std::uint32_t>{0, 0, 1, 1, 2, 3, 3, 4});
}

TEST_CASE("every word knows the bytes it came from") {
  std::string const raw = "Malai  ‘KUTYO’, ९ दिन";
  flows::Normalised const text = flows::normalise(raw);
  REQUIRE(text.words.size() == 4);
  std::vector<std::string> typed;
  for (flows::Word const& word : text.words) typed.push_back(raw.substr(word.begin, word.end - word.begin));
  CHECK(typed == std::vector<std::string>{"Malai", "KUTYO", "९", "दिन"});
}

TEST_CASE("normalising twice is normalising once") {
  std::mt19937 random(20261123);
  for (int i = 0; i < 4000; ++i) {
    std::string const text = i % 2 == 0 ? random_text(random) : random_bytes(random, 40);
    std::string const once = flows::normalise(text).text;
    CAPTURE(i, text);
    REQUIRE(flows::normalise(once).text == once);
  }
}

TEST_CASE("a mark that a capital letter does not take composes with the small one, at once") {
  std::string const once = flows::normalise("T\u0308").text;
  CHECK(once == "\u1E97");
  CHECK(flows::normalise(once).text == once);
}

TEST_CASE("a text beyond the limit is read up to it") {
  std::string const text(flows::text_bytes_max + 1000, 'a');
  CHECK(flows::normalise(text).text.size() == flows::text_bytes_max);
}
