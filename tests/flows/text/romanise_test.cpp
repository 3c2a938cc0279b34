#include "flows/text/romanise.hpp"

#include "flows/text/fold.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("a Devanagari word meets its romanised spelling once both are folded") {
  struct Sample {
    char const* devanagari;
    char const* typed;
  };
  for (Sample const& sample : {Sample{"तलब", "talab"},
                               {"मलाई", "malai"},
                               {"बोलाउँछ", "bolauchha"},
                               {"गर्यो", "garyo"},
                               {"राति", "rati"},
                               {"भयो", "bhayo"},
                               {"कुट्यो", "kutyo"},
                               {"खोसेको", "khoseko"},
                               {"हुन्छ", "huncha"},
                               {"मुझे", "mujhe"},
                               {"छैन", "chhaina"}}) {
    CAPTURE(sample.devanagari);
    CHECK(flows::fold(flows::romanise(sample.devanagari)) == flows::fold(sample.typed));
  }
}

TEST_CASE("what is not Devanagari has no romanised form") {
  for (char const* word : {"talab", "9", "🙏", "كفيل", "कta"}) {
    CAPTURE(word);
    CHECK(flows::romanise(word).empty());
  }
}
