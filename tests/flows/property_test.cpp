// Whatever is sent in: no throw, no loop, no unnamed silence, one question a message. Seeded; a failure names the seed.
#include "tests/flows/contact.hpp"
#include "tests/flows/texts.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <random>

using namespace contact;

namespace {

// Inputs that people and machines send, and bytes that nobody should.
std::string random_input(std::mt19937& random, bool voice) {
  static std::vector<std::string> const texts{"1",
                                              "2",
                                              "3",
                                              "4",
                                              "5",
                                              "6",
                                              "7",
                                              "8",
                                              "9",
                                              "0",
                                              "१",
                                              "९",
                                              "०",
                                              "",
                                              " ",
                                              "help",
                                              "STOP",
                                              "band",
                                              "M",
                                              "menu",
                                              "namaste",
                                              "LANG",
                                              "english",
                                              "नेपाली",
                                              "repeat",
                                              "back",
                                              "status",
                                              "thanks",
                                              "who is this",
                                              "wrong number",
                                              "do not share",
                                              "delete my data",
                                              "salary not paid",
                                              "मेरो पासपोर्ट मालिकले लगेको",
                                              "malai kutyo",
                                              "kotha ma band garera rakheko cha",
                                              "phone check garcha",
                                              "qatar",
                                              "doha",
                                              "shram swikriti renew kasari",
                                              "🆘",
                                              "🙂",
                                              "call me",
                                              "i die tonight",
                                              "your operator asked me for money",
                                              "chest pain",
                                              "{ref}",
                                              "{police}",
                                              "Congratulation!! You win iPhone click bit.ly/xxxx",
                                              "9999",
                                              "yes",
                                              "no",
                                              "cha",
                                              "chaina",
                                              "\xff\xfe",
                                              std::string("\0\0", 2)};
  static std::vector<std::string> const digits{"1", "2", "3", "4",  "5",  "6",  "7", "8",    "9",
                                               "0", "#", "",  "1#", "99", "12", "*", "\xff", "abc"};
  auto const& from = voice ? digits : texts;
  if (random() % 8 != 0) return from[random() % from.size()];
  std::string garbage(random() % 40, '\0');
  for (char& c : garbage) c = static_cast<char>(random() % 256);
  return garbage;
}

bool is_question(std::string const& copy) {
  return copy.ends_with("_q") || copy.starts_with("safe_check") || copy.starts_with("greet") ||
         copy.starts_with("ivr_") || copy == "menu" || copy.starts_with("country_q") || copy == "erase_ask" ||
         copy == "lang_other" || copy == "where_q_other";
}

}  // namespace

TEST_CASE("nothing she types makes a conversation throw, loop or fall mute, by SMS or on a call") {
  constexpr int turns_each = 25;
  auto const seeds = static_cast<unsigned>(std::max(1, texts::how_many() / turns_each));
  for (unsigned seed = 0; seed < seeds; ++seed) {
    texts::Maker maker(seed + 1'000'000);
    std::mt19937 random(seed);
    bool const voice = seed % 2 == 1;
    Contact contact = writing_from(std::vector<std::string>{"QA", "NP", "JP", ""}[random() % 4]);
    contact.facts.medium = voice ? Medium::voice : Medium::sms;
    contact.facts.known = random() % 2 == 0;
    Severity gravest = Severity::low;
    for (int turns = 0; turns < turns_each; ++turns) {
      bool const made = !voice && random() % 3 == 0;
      bool const grave = !voice && random() % 10 == 0;
      std::string words = made ? maker.text().substr(0, 500) : random_input(random, voice);
      // The danger digit, a wish to die and a heart that fails hold wherever she is, whatever stands before them.
      static constexpr std::array danger{"🆘", "ma marna chahanchu", "chest pain", "सास फेर्न सकिनँ"};
      if (grave)
        words = (random() % 2 == 0 ? maker.text().substr(0, 200) + ". " : "") + danger.at(random() % danger.size());
      INFO("seed " << seed << ", turn " << turns);
      if (contact.facts.open_case) contact.facts.open_case->held = random() % 10 == 0;
      // What was asked and answered long ago is another conversation; the desk keeps the gravest over all of them.
      bool const afresh = contact.state.ended();
      if (afresh) gravest = Severity::low;
      bool const silent = voice && words.empty() && turns > 0;
      Input const input = silent ? Input{.kind = Input::Kind::silence, .text = {}} : voice ? keys(words) : text(words);
      Turn const& turn = contact.hear(input);
      bool const hung_up = !all<HangUp>(turn).empty();
      bool const heard = !all<Say>(turn).empty() || turn.silence != Silence::none || hung_up;
      REQUIRE(heard);
      REQUIRE((turn.silence == Silence::none || all<Say>(turn).empty()));
      REQUIRE(all<Say>(turn).size() <= 5);
      auto const questions =
          std::ranges::count_if(all<Say>(turn), [](Say const& say) { return is_question(say.copy); });
      REQUIRE(questions <= (voice ? 2 : 1));  // on a call ivr_safe tells the way out before the question
      for (Say const& say : all<Say>(turn)) {
        REQUIRE_FALSE(say.text.empty());
        REQUIRE_FALSE(say.text.contains("{police}"));
        REQUIRE_FALSE((voice && say.language == "ne-Latn"));
      }
      for (End const& end : all<End>(turn)) REQUIRE(end.outcome != "fell_back");
      for (Escalate const& e : all<Escalate>(turn)) {
        if (e.own_case || e.category == "spam") continue;
        if (!turn.state.values.contains(".case")) continue;
        REQUIRE(e.severity >= gravest);
        gravest = e.severity;
      }
      auto const is_critical = [](Escalate const& e) { return e.severity == Severity::critical; };
      if (grave) {
        CAPTURE(words);
        REQUIRE(std::ranges::any_of(all<Escalate>(turn), is_critical));
      }
      auto const bytes = parse_state(to_json(turn.state));
      REQUIRE(bytes);
      REQUIRE(to_json(*bytes) == to_json(turn.state));
      REQUIRE(to_json(turn.state).size() < 32 * 1024);
      contact.now += std::chrono::minutes(random() % 200);
    }
  }
}
