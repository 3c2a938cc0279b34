// What the shipped conversations say, whatever they are about: the first reply gives nothing away, one question a
// message, a digit and where it can be a word, and a way to skip what may be too much.
#include "tests/flows/contact.hpp"
#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

namespace {

using namespace contact;

// Lines that may be the first that leaves: neutral, or the answer to plain information, or to a command.
std::set<std::string, std::less<>> const may_be_first{
    "safe_check",        "esc_neutral", "unsafe_ack",          "greet",
    "greet_neutral",     "info_permit", "info_safe",           "info_skills",
    "info_return",       "fee_rule",    "keep_going",          "keep_return",
    "info_more",         "optout_done", "erase_ask",           "mental_support_nonum",
    "adv_medical_nonum", "lang_set",    "mental_support_other"};

template <class Visit>
void for_each_question(Visit const& visit) {
  for (auto const& [name, flow] : library().flows()) {
    for (auto const& step : flow.steps) {
      Outline const outline = step->outline();
      if (!outline.waits) continue;
      for (Text const* const question : outline.texts) {
        Copy::Line const* const line = library().copy().find(question->copy);
        visit(name + "." + step->name, line == nullptr ? question->own : line->texts, outline);
      }
    }
  }
}

}  // namespace

TEST_CASE("the first reply to any first text names no abuse and no organisation") {
  std::vector<std::vector<std::string>> rows = words::table("tests/flows/first_texts.tsv");
  REQUIRE(rows.size() > 30);
  for (std::vector<std::string> const& row : rows) {
    if (row.at(0) == "id") continue;
    INFO(row.at(0));
    Contact contact = writing_from(row.at(3));
    for (Say const& say : all<Say>(contact.hear(text(row.at(1))))) {
      INFO(say.copy);
      CHECK(may_be_first.contains(say.copy));
    }
  }
}

TEST_CASE("a message asks one question at most") {
  for_each_question([](std::string const& where, Translations const& texts, Outline const&) {
    for (auto const& [language, words] : texts) {
      INFO(where << " " << language);
      CHECK(std::ranges::count(words, '?') <= 1);
    }
  });
}

TEST_CASE("every choice stands as a digit in its question, in every language") {
  for_each_question([](std::string const& where, Translations const& texts, Outline const& outline) {
    if (outline.choices == nullptr) return;
    for (Choice const& choice : *outline.choices) {
      for (auto const& [language, words] : texts) {
        if (where == "information.more_by_key") continue;                        // asked on calls alone
        if (where == "first_contact.blank_line" && choice.key == "3") continue;  // the neutral line offers two
        INFO(where << " " << language << " " << choice.key);
        bool const in_devanagari = language == "ne" && !words.contains(choice.key);
        std::string const devanagari = "\xE0\xA5" + std::string(1, static_cast<char>(0xA6 + (choice.key[0] - '0')));
        CHECK((in_devanagari ? words.contains(devanagari) : words.contains(choice.key)));
      }
    }
  });
}

TEST_CASE("a question about age or home may be skipped with 8, and none is about sex, caste, religion or papers") {
  std::set<std::string, std::less<>> const barred{"caste", "religion", "married", "pregnant", "hiv",     "virgin",
                                                  "jaat",  "dharma",   "जात",     "धर्म",      "विवाहित", "गर्भवती"};
  for_each_question([&](std::string const& where, Translations const& texts, Outline const& outline) {
    for (auto const& [language, words] : texts) {
      INFO(where << " " << language);
      CHECK(std::ranges::none_of(barred, [&](std::string const& word) { return words.contains(word); }));
    }
    bool const is_of_age = where == "minor.ask";
    auto const skip = [](Choice const& choice) { return choice.key == "8" && choice.value == "skip"; };
    if (is_of_age) CHECK(std::ranges::any_of(*outline.choices, skip));
  });
}

TEST_CASE("what a family or a friend asks is answered without a word of the worker's") {
  Contact contact = writing_from("NP");
  for (char const* const words : {"meri shrimati kuwait ma cha, samparka chaina 40 din bhayo", "1", "3", "3", "2"})
    contact.hear(text(words));
  for (char const* const words : {"status", "where is she", "aja kaha cha uha"}) {
    for (Say const& say : all<Say>(contact.hear(text(words)))) {
      INFO(words << " " << say.copy);
      CHECK_FALSE(say.text.contains("Kuwait"));
      CHECK_FALSE(say.text.contains("kuwait"));
    }
  }
}

TEST_CASE("who writes for somebody else is told nothing that is meant for that person") {
  constexpr std::array texts{"मेरो छोरीलाई मालिकले कुट्यो, कोठामा थुनेको छ",
                             "mero bhai ko passport malik le rakheko cha",
                             "my wife is housemaid in kuwait, no rest no pay",
                             "my friend is locked in the room",
                             "meri 16 barsa ki chhori lai agent le bidesh pathayo",
                             "mero sathi aatmahatya garchu bhancha",
                             "my brother is stranded, no ticket home",
                             "mero bahini lai malik le jabarjasti garyo"};
  int twins = 0;
  for (char const* const first : texts) {
    for (Medium const medium : {Medium::sms, Medium::voice}) {
      Contact contact = writing_from("NP");
      contact.hear(text(first));
      contact.facts.medium = medium;  // the words of a call are the same
      for (char const* const answer : {"1", "3", "2", "3", "2", "1"}) {
        for (Say const& say : all<Say>(contact.hear(text(answer)))) {
          INFO(first << " > " << answer << ": " << say.copy);
          bool const is_twin = say.copy.contains("_other");
          twins += is_twin ? 1 : 0;
          bool const has_twin =
              library().copy().find(say.copy.substr(0, say.copy.rfind("_nonum")) + "_other") != nullptr;
          CHECK_FALSE(has_twin);
        }
      }
    }
  }
  CHECK(twins > 20);
}

TEST_CASE("who said that it is about herself is told what is meant for her, whomever she named") {
  Contact contact = writing_from("QA");
  std::string heard;
  for (char const* const words : {"mero dai ra malai kaam ma thunera rakheko cha", "1", "3", "1", "1"})
    heard += said(contact.hear(text(words))) + " ";
  CHECK(heard.contains("where_q "));
  heard.clear();
  for (char const* const words : {"3", "qatar", "1", "1"}) heard += said(contact.hear(text(words))) + " ";
  CHECK_FALSE(heard.contains("_other"));
}

TEST_CASE("home district is asked in Nepal alone, where routing needs it, by text, once") {
  struct Row {
    std::vector<std::string> texts;
    std::string asks;  // "" or the question
  };
  std::vector<Row> const rows{
      {{"agent le paisa khayo bidesh pathaena", "1", "3", "1", "1"}, "district_q"},
      {{"agent le paisa khayo bidesh pathaena", "1", "3", "1", "3"}, ""},
      {{"mero bhai lai agent le thagyo paisa khayo", "1", "3", "2", "1"}, "district_q_other"},
  };
  for (Row const& row : rows) {
    INFO(row.texts.front() << " … " << row.texts.back());
    Contact contact = writing_from("NP");
    for (std::string const& words : row.texts) contact.hear(text(words));
    CHECK(said(contact.last).contains("district_q") == !row.asks.empty());
    if (!row.asks.empty()) CHECK(said(contact.last).ends_with(row.asks));
  }
  for (char const* const answer : {"8", "jhapa"}) {
    INFO(answer);
    Contact contact = writing_from("NP");
    for (char const* const words : {"agent le paisa khayo bidesh pathaena", "1", "3", "1", "1"})
      contact.hear(text(words));
    std::string heard;
    for (char const* const words : {answer, "1", "1"}) heard += said(contact.hear(text(words))) + " ";
    CHECK_FALSE(heard.contains("district_q"));
    CHECK(heard.contains("esc_confirm"));
    CHECK((contact.state.values["district"] == "jhapa") == (std::string_view(answer) == "jhapa"));
  }
}

TEST_CASE("no text of ours has what networks of the countries of work refuse") {
  for (Finding const& warning : library().warnings()) {
    INFO(to_string(warning));
    CHECK_FALSE(warning.message.contains("networks of"));
  }
}

TEST_CASE("a question about a case gets the same line whether there is a case or not") {
  Contact unknown = writing_from("QA");
  Contact known = writing_from("QA");
  known.hear(text("salary not paid"));
  CHECK(said(unknown.hear(text("status"))) == said(known.hear(text("status"))));
}

TEST_CASE("the number of a case is told only to who has just said that it is safe, on her own phone") {
  struct Row {
    std::vector<std::string> texts;
    std::string said;  // to the last
  };
  std::vector<Row> const rows{
      {{"salary not paid", "1", "3", "status"}, "esc_neutral"},
      {{"salary not paid", "2", "status"}, "unsafe_ack"},
      {{"salary not paid", "3", "status"}, "unsafe_ack"},
      {{"salary not paid", "*", "status"}, "safe_check"},
      {{"status"}, "safe_check"},
      {{"status", "1"}, "esc_neutral"},
      {{"status", "2"}, "unsafe_ack"},
      {{"status", "3"}, "unsafe_ack"},
      {{"arko phone", "40213", "8", "8", "status"}, "unsafe_ack"},
      {{"company le talab diyena", "1", "code gulaf", "8", "ko ho", "status"}, "unsafe_ack"},
  };
  for (Row const& row : rows) {
    INFO(row.texts.front() << " … " << row.texts.back());
    Contact contact = writing_from("QA");
    for (std::string const& words : row.texts) contact.hear(text(words));
    CHECK(said(contact.last) == row.said);
  }
}

TEST_CASE("after words of dying nothing is said of police, and the questions are two at most") {
  Contact contact = writing_from("QA");
  std::string heard;
  for (char const* const words : {"i want to die tonight", "1", "2"}) heard += said(contact.hear(text(words))) + " ";
  CHECK(heard.contains("mental_support"));
  CHECK(heard.contains("mental_alone mental_away"));
  CHECK_FALSE(heard.contains("danger_advice"));
  CHECK(contact.state.ended());
}
