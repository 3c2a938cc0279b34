#include "flows/lexicon/lexicon.hpp"
#include "flows/moment.hpp"
#include "flows/review.hpp"
#include "tests/flows/contact.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace contact;

TEST_CASE("inputs are heard in one order: danger, stop, erase, a holding person, spam, commands, the open question") {
  struct Case {
    std::string what;
    std::vector<std::string> before;
    bool held = false;
    std::string input;
    std::string told;
    std::string said;
    Silence silence = Silence::none;
  };
  std::vector<Case> const cases{
      {"danger before the open question", {"salary not paid"}, false, "9", "danger critical", "esc_neutral safe_check"},
      {"danger in any script", {"salary not paid"}, false, "९", "danger critical", "esc_neutral safe_check"},
      {"danger by emoji", {"salary not paid"}, false, "🆘", "danger critical", "esc_neutral safe_check"},
      {"danger by phrase",
       {"salary not paid", "1"},
       false,
       "they are beating me now",
       "danger critical",
       "danger_advice_nopolice country_q"},
      {"danger while a person holds the case",
       {"salary not paid"},
       true,
       "9",
       "danger critical",
       "",
       Silence::held_by_person},
      {"danger again while a person holds what was critical already",
       {"9"},
       true,
       "9",
       "danger critical",
       "",
       Silence::held_by_person},
      {"danger beside words of erasing",
       {},
       false,
       "delete my data, they are beating me now",
       "danger critical",
       "esc_neutral safe_check"},
      {"danger after STOP", {"salary not paid", "STOP"}, false, "9", "danger critical", "esc_neutral safe_check"},
      {"stop inside a question", {"salary not paid"}, false, "STOP", "", "optout_done"},
      {"stop while a person holds the case", {"salary not paid"}, true, "बन्द", "", "optout_done"},
      {"stop while something critical is open", {"9"}, false, "stop", "optout critical+", "optout_done"},
      {"stop only as the whole message", {}, false, "kotha ma band cha", "*", "safe_check"},
      {"cancel as the whole message", {}, false, "cancel", "", "optout_done"},
      {"cancel inside a sentence", {}, false, "talab payena, manager cancel my visa", "*", "safe_check"},
      {"help after STOP", {"salary not paid", "STOP"}, false, "help", "", "safe_check"},
      {"stop twice", {"salary not paid", "STOP"}, false, "STOP", "", "", Silence::opted_out},
      {"erase inside a question", {"salary not paid"}, false, "delete my data", "erase low+", "erase_ask"},
      {"erase while a person holds the case", {"salary not paid"}, true, "delete my data", "erase low+", "erase_ask"},
      {"a holding person before commands", {"salary not paid"}, true, "menu", "", "", Silence::held_by_person},
      {"a holding person before answers", {"salary not paid"}, true, "1", "", "", Silence::held_by_person},
      {"a holding person hears what is graver",
       {"salary not paid"},
       true,
       "they locked me in the room",
       "*",
       "",
       Silence::held_by_person},
      {"spam is answered by nobody",
       {},
       false,
       "Congratulation!! You win iPhone click bit.ly/xxxx",
       "spam low",
       "",
       Silence::quarantined},
      {"0 is a person at every step", {"salary not paid", "1"}, false, "0", "*", "esc_confirm"},
      {"0 as a first text", {}, false, "०", "unclear medium", "esc_neutral"},
      {"the menu by M", {"salary not paid", "1"}, false, "M", "", "menu"},
      {"no menu before it is safe", {"salary not paid", "3"}, false, "M", "", "esc_neutral"},
      {"no menu while that is the question", {"salary not paid"}, false, "M", "", "safe_check"},
      {"a greeting on a phone that is not safe", {"salary not paid", "2"}, false, "hello", "", "safe_check"},
      {"a language by name instead of a digit", {"namaste"}, false, "english", "", "lang_set safe_check"},
      {"do not share as a first text", {}, false, "do not share", "", "consent_no safe_check"},
      {"another language, then the same question", {"salary not paid"}, false, "नेपाली", "", "lang_set safe_check"},
      {"back to the question before", {"salary not paid", "1", "3"}, false, "back", "", "danger_q"},
      {"back at the first question", {"salary not paid"}, false, "back", "", "safe_check"},
      {"repeat", {"salary not paid"}, false, "repeat", "", "safe_check"},
      {"do not share, then the same question", {"salary not paid"}, false, "do not share", "", "consent_no safe_check"},
      {"an answer by word", {"salary not paid"}, false, "cha", "", "danger_q"},
      {"an answer by digit and word", {"salary not paid"}, false, "1 yes", "", "danger_q"},
      {"answer 1 in Devanagari", {"salary not paid"}, false, "१", "", "danger_q"},
      {"answer 1 with a stop", {"salary not paid"}, false, "1.", "", "danger_q"},
      {"answer 1 as a word", {"salary not paid"}, false, "एक", "", "danger_q"},
      {"answer 1 as a word in Latin letters", {"salary not paid"}, false, "ek", "", "danger_q"},
      {"answer 1 twice", {"salary not paid"}, false, "1 1", "", "danger_q"},
      {"an answer whose digit and word disagree", {"salary not paid"}, false, "1 no", "", "unclear safe_check"},
      {"a grave word inside an answer",
       {"salary not paid", "1", "3"},
       false,
       "my friend is locked in the room",
       "*",
       "adv_trafficking_other out_q"},
      {"watched inside an answer", {"salary not paid", "1"}, false, "malik le phone check garcha", "", "unsafe_ack"},
      {"a plea inside an answer", {"salary not paid"}, false, "help", "wage medium", "esc_neutral"},
      {"not understood once", {"salary not paid"}, false, "purple monkey", "", "unclear safe_check"},
      {"not understood twice",
       {"salary not paid", "purple monkey"},
       false,
       "green monkey",
       "wage medium",
       "esc_neutral"},
      {"a question of somebody else", {"salary not paid"}, false, "who is this", "wage medium", "unsafe_ack"},
      {"a wrong number, and there is a case", {"salary not paid"}, false, "wrong number", "wage medium", "unsafe_ack"},
      {"thanks", {"salary not paid"}, false, "thanks", "", "unsafe_ack"},
  };
  for (Case const& one : cases) {
    INFO(one.what);
    Contact contact = writing_from("QA");
    for (std::string const& words : one.before) contact.hear(text(words));
    if (one.held) contact.facts.open_case->held = true;
    Turn const& turn = contact.hear(text(one.input));
    CHECK(said(turn) == one.said);
    if (one.told == "*")
      CHECK_FALSE(told(turn).empty());
    else
      CHECK(told(turn) == one.told);
    CHECK(turn.silence == one.silence);
  }
}

TEST_CASE("a case comes before every question, and severity never falls") {
  Contact contact = writing_from("MY");
  Turn const& turn = contact.hear(text("madam le kutyo, kotha ma thuneko cha"));
  REQUIRE_FALSE(turn.effects.empty());
  CHECK(std::holds_alternative<Escalate>(turn.effects.front()));
  for (std::string const words : {"1", "ok", "salary not paid", "everything is fine", "0", "1"}) {
    for (Escalate const& e : all<Escalate>(contact.hear(text(words)))) CHECK(e.severity == Severity::critical);
  }
}

TEST_CASE("a complaint about our own people is a case apart, and nothing of it is in another") {
  Contact contact = writing_from("QA");
  contact.hear(text("salary not paid"));
  contact.hear(text("1"));
  Turn const& beside = contact.hear(text("your operator asked me for money"));
  CHECK(told(beside) == "conduct high+");
  CHECK(said(beside) == "conduct_ack danger_q");  // the other matter goes on

  Contact other = writing_from("QA");
  CHECK(told(other.hear(text("your operator asked me for money"))) == "conduct high+");
  CHECK(said(other.hear(text("1"))) == "conduct_ack");
  for (std::string const words : {"salary not paid", "9"}) {
    for (Escalate const& e : all<Escalate>(other.hear(text(words)))) {
      CHECK_FALSE(e.own_case);
      CHECK(std::ranges::find(e.tags, "conduct") == e.tags.end());
      CHECK(e.rule != "H11");
      CHECK(std::ranges::none_of(e.why, [](std::string const& why) { return why.contains("H11"); }));
    }
  }
}

TEST_CASE("a number is printed only where it is known and is hers") {
  struct Case {
    std::string number_country;
    std::string words;
    std::map<std::string, std::string, std::less<>> numbers;
    std::string wanted;
  };
  std::vector<Case> const cases{
      {"JP", "chest pain cannot breathe", {}, "adv_medical_nonum"},
      {"JP", "chest pain cannot breathe", {{"amb", "119"}}, "adv_medical"},
      {"JP", "chest pain cannot breathe in qatar", {{"amb", "119"}}, "adv_medical_nonum"},
      {"NP", "i die tonight", {{"num:mental_support", "1166"}}, "mental_support"},
      {"NP", "i die tonight", {{"num:child_ack", "1098"}}, "mental_support_nonum"},
      {"NP", "is it really you", {{"line", "+9779841230199"}}, "verify_us"},
      {"NP", "is it really you", {}, "verify_us_nonum"},
      {"NP", "i die tonight", {}, "mental_support_nonum"},
  };
  for (Case const& one : cases) {
    INFO(one.words);
    Contact contact = writing_from(one.number_country);
    contact.facts.numbers = one.numbers;
    Turn const& turn = contact.hear(text(one.words));
    REQUIRE_FALSE(all<Say>(turn).empty());
    CHECK(all<Say>(turn).front().copy == one.wanted);
    CHECK_FALSE(all<Say>(turn).front().text.contains('{'));
  }
}

TEST_CASE("danger advice follows the corridor") {
  struct Case {
    std::string country;
    std::string words;
    std::string wanted;
  };
  std::vector<Case> const cases{
      {"QA", "9", "danger_advice_nopolice"}, {"MY", "9", "danger_advice_nopolice"},
      {"JP", "9", "danger_advice"},          {"JP", "he raped me", "danger_advice_nopolice"},
      {"", "9", "danger_advice_nonum"},
  };
  for (Case const& one : cases) {
    INFO(one.country << " " << one.words);
    Contact contact = writing_from(one.country);
    if (!one.country.empty()) contact.facts.numbers = {{"police", "110"}, {"amb", "119"}};
    contact.hear(text(one.words));
    CHECK(all<Say>(contact.hear(text("1"))).front().copy == one.wanted);
  }
}

TEST_CASE("on a call the keys are heard, star hangs up and says nothing, silence repeats once") {
  Contact contact = writing_from("QA");
  contact.facts.medium = Medium::voice;
  CHECK(said(contact.hear(keys(""))) == "ivr_open");
  CHECK(said(contact.hear(keys("#"))) == "ivr_open");
  CHECK(said(contact.hear(keys("1#"))) == "ivr_safe safe_check_voice");
  CHECK(contact.facts.contact.language == "ne");
  CHECK(said(contact.hear({.kind = Input::Kind::silence, .text = {}})) == "safe_check_voice");
  CHECK_FALSE(all<Listen>(contact.last).empty());
  Turn const& star = contact.hear(keys("*"));
  CHECK(said(star).empty());
  CHECK(all<HangUp>(star).size() == 1);
  CHECK(contact.facts.contact.safety == Safety::no);
}

TEST_CASE("danger on a call after a silence is not the end of the call") {
  Contact contact = writing_from("QA");
  contact.facts.medium = Medium::voice;
  contact.hear(keys(""));
  contact.hear(keys("#"));
  Turn const& danger = contact.hear(keys("9"));
  CHECK(told(danger) == "danger critical");
  CHECK(said(danger) == "esc_neutral_voice safe_check_voice");
  CHECK(all<HangUp>(danger).empty());
}

TEST_CASE("a call never takes up what was written, and asks whether it is safe also of a number that is known") {
  Contact contact = writing_from("QA");
  for (std::string const words : {"salary not paid", "1", "3"}) contact.hear(text(words));
  CHECK(contact.facts.contact.safety == Safety::yes);
  contact.facts.medium = Medium::voice;
  contact.state = {};
  CHECK(said(contact.hear(keys(""))) == "ivr_open");
  CHECK(said(contact.hear(keys("2"))) == "ivr_safe safe_check_voice");
}

TEST_CASE("nothing is said when a text's time runs out, and the question stays open") {
  Contact contact = writing_from("QA");
  contact.hear(text("salary not paid"));
  REQUIRE(contact.state.expires);
  CHECK(*contact.state.expires == start + 15min);
  Turn const& out = contact.hear({.kind = Input::Kind::silence, .text = {}});
  CHECK(out.effects.empty());
  CHECK_FALSE(out.state.expires);
  CHECK(said(contact.hear(text("1"))) == "danger_q");
}

TEST_CASE("a sender who cannot be answered still gets a case") {
  Contact contact;
  contact.facts.can_be_answered = false;
  Turn const& turn = contact.hear(text("9"));
  CHECK(told(turn) == "danger critical");
  CHECK(said(turn).empty());
  CHECK(turn.silence == Silence::cannot_be_answered);
}

TEST_CASE("the desk asks for consent, also while a person holds the case") {
  for (auto const& [answer, line, outcome] : std::vector<std::array<std::string, 3>>{
           {"1", "unsafe_ack", "consent_given"}, {"2", "consent_no", "consent_refused"}}) {
    Contact contact = writing_from("QA");
    contact.hear(text("passport khosyo malik le"));
    contact.facts.open_case->held = true;
    CHECK_FALSE(send_flow(library(), "consent", contact.state, contact.facts, contact.now));  // of which body?
    contact.state.values["org"] = "Pourakhi Nepal";
    auto const sent = send_flow(library(), "consent", contact.state, contact.facts, contact.now);
    REQUIRE(sent);
    CHECK(said(*sent) == "consent_q");
    CHECK(all<Say>(*sent).front().text.contains("Pourakhi Nepal"));
    contact.state = sent->state;
    Turn const& turn = contact.hear(text(answer));
    CHECK(said(turn) == line);
    REQUIRE(all<End>(turn).size() == 1);
    CHECK(all<End>(turn).front().outcome == outcome);
    CHECK(contact.facts.contact.no_share == (answer == "2"));
    // Recorded with the words that asked.
    std::vector<Consented> const recorded = all<Consented>(turn);
    REQUIRE_FALSE(recorded.empty());
    CHECK(recorded[0].organisation == "Pourakhi Nepal");
    CHECK(recorded[0].given == (answer == "1"));
    CHECK(recorded[0].copy == "consent_q");
    CHECK(recorded[0].language == "ne-Latn");
    CHECK(recorded[0].revision == print_of(in_language(library().copy().find("consent_q")->texts, "ne-Latn")));
    // Who refuses, takes back what she gave before.
    CHECK(recorded.size() == (answer == "2" ? 2U : 1U));
    CHECK(recorded.back().organisation.empty() == (answer == "2"));
  }
  CHECK_FALSE(send_flow(library(), "danger", {}, {}, start));
  CHECK_FALSE(send_flow(library(), "no_such_flow", {}, {}, start));
}

TEST_CASE("consent is recorded in the language in which it was asked last, and a question repeated is the same") {
  Contact contact = writing_from("QA");
  contact.hear(text("passport khosyo malik le"));
  contact.state.values["org"] = "Pourakhi Nepal";
  auto const sent = send_flow(library(), "consent", contact.state, contact.facts, contact.now);
  REQUIRE(sent);
  contact.state = sent->state;
  contact.hear(text("english"));
  REQUIRE(said(contact.last) == "lang_set consent_q");
  contact.hear(text("repeat"));
  std::vector<Consented> const recorded = all<Consented>(contact.hear(text("1")));
  REQUIRE(recorded.size() == 1);
  CHECK(recorded[0].language == "en");
  CHECK(recorded[0].revision == print_of(in_language(library().copy().find("consent_q")->texts, "en")));
}

TEST_CASE("what is kept of an answer survives its bytes, whatever she sent") {
  Moment moment(library(), {}, text(""), {}, start);
  moment.set("words", "a\xff\xfe" + std::string(3000, 'x'));
  moment.add_reason("\xe0\xa4\nnext");
  CHECK(moment.get("words").size() <= value_bytes_max);
  REQUIRE(parse_state(to_json(moment.state)));
  CHECK(to_json(*parse_state(to_json(moment.state))) == to_json(moment.state));
}

TEST_CASE("a state that is none of ours begins a fresh conversation") {
  for (std::string const bytes :
       {"", "{}", "[]", "{\"flow\":1}", "\xff",
        "{\"flow\":\"a\",\"version\":\"\",\"step\":\"\",\"stack\":{},\"values\":{},\"misses\":0}",
        "{\"flow\":\"a\",\"version\":\"\",\"step\":\"\",\"stack\":[],\"values\":{\"x\":1},\"misses\":0}",
        "{\"flow\":\"a\",\"version\":\"\",\"step\":\"\",\"stack\":[],\"values\":{},\"misses\":-1}"}) {
    INFO(bytes);
    CHECK_FALSE(parse_state(bytes));
  }
  State foreign{.flow = "gone",
                .version = "x",
                .step = "nowhere",
                .stack = {{"gone", "too"}},
                .values = {},
                .misses = 1,
                .expires = start};
  CHECK(to_json(*parse_state(to_json(foreign))) == to_json(foreign));
  CHECK_FALSE(said(advance(library(), foreign, text("salary not paid"), {}, start)).empty());
}

TEST_CASE("a wrong number freezes what is on its way, with a case and without") {
  for (bool const with_case : {true, false}) {
    CAPTURE(with_case);
    Contact contact = writing_from("QA");
    if (with_case) contact.hear(text("salary not paid"));
    contact.hear(text("galat number"));
    CHECK(contact.facts.contact.safety == Safety::no);
  }
}
