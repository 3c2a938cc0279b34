// Her code word and quiet word: which words they may be, how they are heard, and that they are nowhere kept with what
// she wrote.
#include "flows/agreed_words.hpp"

#include "tests/flows/contact.hpp"
#include "tests/support/catch.hpp"

using namespace contact;

namespace {

std::function<bool(std::string_view)> is(std::string_view word) {
  return [key = word_key(word)](std::string_view other) { return key == other; };
}

// A worker in Qatar who has told us of her wages, that it is safe, and both her words.
Contact with_words() {
  Contact contact = writing_from("QA");
  for (char const* words : {"company le talab diyena", "1", "code gulaf", "chameli"}) contact.hear(text(words));
  return contact;
}

}  // namespace

TEST_CASE("a word is known by its sound, in either script and however it is typed") {
  struct Case {
    char const* one;
    char const* other;
    bool same;
  };
  for (Case const& each : std::vector<Case>{{"Gulaf", "gulaph", true},
                                            {"gulaf", "गुलाफ", true},
                                            {"SUNAKHARI!", "sunakhari", true},
                                            {"lali gurans", "laliguras", false},
                                            {"lali gurans", "laligurans", true},
                                            {"gulaf", "gulab", false},
                                            {"४२४२", "4242", true}}) {
    INFO(each.one << " and " << each.other);
    CHECK((word_key(each.one) == word_key(each.other)) == each.same);
  }
}

TEST_CASE("a word may be agreed on if nobody says it by chance") {
  AgreedWords words;
  words.is_code_word = is("gulaf");
  words.is_quiet_word = is("chameli");
  struct Case {
    char const* word;
    bool may_be;
  };
  for (Case const& each : std::vector<Case>{{"sunakhari", true},
                                            {"सुनाखरी", true},
                                            {"rato chameli", true},
                                            {"8421", true},
                                            {"gulaf", false},    // her code word
                                            {"Chameli", false},  // her quiet word
                                            {"ab", false},
                                            {"12", false},
                                            {"9", false},
                                            {"stop", false},
                                            {"band", false},
                                            {"passport", false},
                                            {"kutyo", false},
                                            {"", false},
                                            {"?!", false},
                                            {"a b c d", false},
                                            {"one two sunakhari rose", false}}) {
    INFO("#" << each.word);
    CHECK(can_be_agreed_on(library(), each.word, words) == each.may_be);
  }
}

TEST_CASE("a word that is agreed on is kept with the contact, and with nothing that she wrote or answered") {
  Contact contact = writing_from("QA");
  contact.hear(text("company le talab diyena"));
  contact.hear(text("1"));
  CHECK_FALSE(contact.last.kept_text);

  contact.hear(text("Code  Gulaf."));
  CHECK(contact.last.kept_text == "Code  •••.");
  CHECK(said(contact.last) == "codeword_set quietword_q");
  REQUIRE(all<KeepWord>(contact.last).size() == 1);
  CHECK(all<KeepWord>(contact.last)[0].word == "Gulaf");
  CHECK_FALSE(to_json(contact.state).contains("ulaf"));

  contact.hear(text("chameli"));
  CHECK(contact.last.kept_text == "•••");
  REQUIRE(all<KeepWord>(contact.last).size() == 1);
  CHECK(all<KeepWord>(contact.last)[0].which == KeepWord::Which::quiet);
  CHECK_FALSE(to_json(contact.state).contains("hameli"));

  contact.hear(text("ma sanga गुलाफ cha"));
  CHECK(contact.last.kept_text == "ma sanga ••• cha");
}

TEST_CASE("by keys a number is agreed on, which stands nowhere either") {
  Contact contact = writing_from("QA");
  contact.facts.medium = Medium::voice;
  contact.facts.contact.language = "en";
  contact.facts.contact.language_chosen = true;
  contact.hear({.kind = Input::Kind::rings, .text = {}});
  for (char const* const pressed : {"1", "3", "2", "1", "3", "1", "2", "2", "2100"}) contact.hear(keys(pressed));
  REQUIRE(said(contact.last) == "codeword_q_voice");
  REQUIRE(all<Listen>(contact.last).size() == 1);
  CHECK(all<Listen>(contact.last)[0].digits_max == 0);
  contact.hear(keys("48"));  // too short
  CHECK(said(contact.last) == "unclear_voice codeword_q_voice");
  contact.hear(keys("48213"));
  REQUIRE(all<KeepWord>(contact.last).size() == 1);
  CHECK(all<KeepWord>(contact.last)[0].word == "48213");
  CHECK(contact.last.kept_text == "•••");
  CHECK(said(contact.last).starts_with("codeword_set_voice"));
  CHECK_FALSE(to_json(contact.state).contains("48213"));
}

TEST_CASE("another code word takes the old one before it, without it nothing is learnt and nothing is changed") {
  Contact contact = with_words();
  contact.hear(text("code sunakhari"));
  CHECK(said(contact.last).starts_with("unsafe_ack"));
  CHECK(all<KeepWord>(contact.last).empty());
  contact.hear(text("quiet sunakhari"));
  CHECK(all<KeepWord>(contact.last).empty());
  contact.hear(text("code gulaf sunakhari"));
  REQUIRE(all<KeepWord>(contact.last).size() == 1);
  CHECK(all<KeepWord>(contact.last)[0].word == "sunakhari");
  CHECK(contact.last.kept_text == "code •••");
}

TEST_CASE("a word that people say by chance is asked for once more, and then it is let be") {
  Contact contact = writing_from("QA");
  contact.hear(text("company le talab diyena"));
  contact.hear(text("1"));
  contact.hear(text("code passport"));
  CHECK(said(contact.last) == "codeword_other");
  contact.hear(text("stop it now please dear friend"));
  CHECK(all<KeepWord>(contact.last).empty());
  CHECK_FALSE(contact.last.state.ended());
}

TEST_CASE("who is asked for a word and tells her story is heard, and her story is kept as she wrote it") {
  Contact contact = writing_from("QA");
  for (char const* words : {"company le talab diyena", "1", "code"}) contact.hear(text(words));
  REQUIRE(said(contact.last) == "codeword_q");
  contact.hear(text("mero passport pani lagyo"));
  CHECK_FALSE(contact.last.kept_text);
  CHECK(all<KeepWord>(contact.last).empty());
  std::vector<Escalate> const cases = all<Escalate>(contact.last);
  REQUIRE(cases.size() == 1);
  bool const is_tagged = std::ranges::find(cases[0].tags, "passport") != cases[0].tags.end();
  CHECK((is_tagged || cases[0].category == "passport"));
}

TEST_CASE(
    "the quiet word ends everything, wherever it is said: one innocent line, the lead is told, nothing after it") {
  for (char const* words : {"chameli", "bholi chameli kinna jane ho", "Chameli. malai kutyo", "chameli 9", "चमेली"}) {
    INFO(words);
    Contact contact = with_words();
    contact.hear(text(words));
    CHECK(said(contact.last) == "unsafe_ack");
    CHECK(contact.facts.contact.safety == Safety::no);
    CHECK(contact.facts.contact.doubt == Doubt::quiet_word);
    REQUIRE_FALSE(all<Escalate>(contact.last).empty());
    Escalate const told_of = all<Escalate>(contact.last).front();
    CHECK(told_of.severity >= Severity::high);
    CHECK(std::ranges::find(told_of.tags, "quiet_word") != told_of.tags.end());
    REQUIRE(contact.last.kept_text);
    CHECK_FALSE(contact.last.kept_text->contains("hameli"));

    for (char const* next : {"hello", "1", "who is this", "malai kutyo", "9", "erase", "code rose", "STOP", "0"}) {
      INFO(next);
      contact.hear(text(next));
      CHECK(contact.last.silence == Silence::unsafe);
      CHECK(all<Say>(contact.last).empty());
      CHECK_FALSE(all<Escalate>(contact.last).empty());  // a person is told every time
    }
    CHECK(contact.facts.open_case->severity == Severity::critical);  // 9 was heard all the same

    contact.hear(text("gulaf"));
    CHECK(said(contact.last) == "safe_check");
    CHECK(contact.facts.contact.doubt == Doubt::none);
  }
}

TEST_CASE("after somebody asked who we are, whoever does not say the code word learns nothing and changes nothing") {
  for (char const* first : {"who is this", "wrong number"}) {
    INFO(first);
    Contact contact = with_words();
    contact.hear(text(first));
    CHECK(contact.facts.contact.doubt == Doubt::other_hands);
    Safety const safety = contact.facts.contact.safety;
    for (char const* next : {"hello", "1", "status", "what did she tell you", "erase", "0", "safe cha", "LANG"}) {
      INFO(next);
      contact.hear(text(next));
      CHECK(said(contact.last) == "unsafe_ack");
      CHECK(all<Escalate>(contact.last).size() == 1);
      CHECK(contact.facts.contact.safety == safety);
      CHECK(contact.state.ended());
    }
    contact.hear(text("9"));
    CHECK(contact.facts.open_case->severity == Severity::critical);
    contact.hear(text("1"));  // "it is safe", of somebody who did not say the word
    CHECK(contact.facts.contact.safety == safety);
    contact.hear(text("ma ho, gulaf"));
    CHECK(contact.facts.contact.doubt == Doubt::none);
  }
}

TEST_CASE("who has no code word is never doubted: nobody could end it") {
  Contact contact = writing_from("QA");
  contact.hear(text("company le talab diyena"));
  contact.hear(text("who is this"));
  CHECK(contact.facts.contact.doubt == Doubt::none);
  contact.hear(text("company le talab diyena"));
  CHECK(said(contact.last) == "esc_neutral");  // not sure that it is safe: as few words as we can
}
