#include "flows/text/script.hpp"

#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("the language of a text is guessed from its script and its small words") {
  struct Sample {
    char const* text;
    char const* language;
    char const* reply;
  };
  Sample const samples[] = {
      {"मेरो पासपोर्ट मालिकले लगेको छ", "ne", "ne"},
      {"company le talab deko xaina", "ne-Latn", "ne-Latn"},
      {"k garne", "ne-Latn", "ne-Latn"},
      {"my boss took my passport", "en", "en"},
      {"Salary nahi mila mujhe 4 mahine se", "hi-Latn", "ne"},
      {"मालिक ने पासपोर्ट ले लिया है", "hi", "ne"},
      {"hamar pati saudi me mar gailan laash kab aai", "bho-Latn", "ne-Latn"},
      {"9", "zxx", "ne"},
      {"", "zxx", "ne"},
      {"🆘🆘🙏", "zxx", "ne"},
      {"مساعدة", "ar", "ne"},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.text);
    std::string const language = flows::guess_language(flows::normalise(sample.text));
    CHECK(language == sample.language);
    CHECK(flows::reply_language(language) == sample.reply);
  }
}

TEST_CASE("the example texts get the language that their row names, where it names one") {
  for (std::vector<std::string> const& row : words::table("tests/flows/first_texts.tsv")) {
    bool const told = row[0] != "id" && row[2] != "mixed";
    if (!told) continue;
    CAPTURE(row[0], row[1]);
    CHECK(flows::guess_language(flows::normalise(row[1])) == row[2]);
  }
}

TEST_CASE("old Preeti letters are known, and a web address or a date is none") {
  CHECK(flows::looks_like_preeti("g]kfn d2t dnfO{ kl;g]"));
  CHECK(flows::looks_like_preeti("d]/f] kf;kf]6{ /fVof]"));
  for (char const* text :
       {"talab napako", "https://example.org/a/b/c;d", "3/4/2081", "and/or", "", "[ ] { }", "a/b c"}) {
    CAPTURE(text);
    CHECK_FALSE(flows::looks_like_preeti(text));
  }
}
