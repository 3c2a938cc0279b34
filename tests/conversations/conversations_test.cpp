// The golden conversations, played by whoever can hold one: the engine with the desk's routing in memory, and the whole
// gateway over HTTP. The same files run through `saathi talk` in tests/system. SAATHI_ACCEPT=1 writes them anew.
#include "tests/conversations/players.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

namespace {

bool is_by_keys(std::string_view file) { return file.ends_with(".keys.txt"); }
bool is_call(std::string_view file) { return file.ends_with(".voice.txt"); }

// A house takes a second to build and to leave; three tests share the cores.
void play_in_house(bool (*concerns)(std::string_view file)) {
  int played = 0;
  for (std::string const& file : support::conversation_files()) {
    if (!concerns(file)) continue;
    support::HousePlayer player;
    support::Compared const compared = support::compare_with_file(file, player);
    INFO(file);
    CHECK(compared.actual == compared.expected);
    ++played;
  }
  CHECK(played >= 12);
}

}  // namespace

TEST_CASE("Every golden conversation goes as it is written, through the engine and the desk's routing") {
  std::vector<std::string> const files = support::conversation_files();
  REQUIRE(files.size() >= 36);
  for (std::string const& file : files) {
    support::RehearsalPlayer player;
    support::Compared const compared = support::compare_with_file(file, player);
    INFO(file);
    CHECK(compared.actual == compared.expected);
  }
}

TEST_CASE("Every golden conversation in free text goes as it is written, over HTTP through the whole gateway") {
  play_in_house([](std::string_view file) { return !is_by_keys(file) && !is_call(file); });
}

TEST_CASE("Every golden call goes as it is written, through Twilio's webhooks and TwiML") {
  int calls = 0;
  for (std::string const& file : support::conversation_files()) {
    if (!file.ends_with(".voice.txt")) continue;
    ++calls;
    support::HousePlayer player(support::HousePlayer::Wire::twilio);
    support::Compared const compared = support::compare_with_file(file, player);
    INFO(file);
    CHECK(compared.actual == compared.expected);
  }
  CHECK(calls >= 24);
}

TEST_CASE("Every golden conversation by keys goes as it is written, over HTTP through the whole gateway") {
  play_in_house(is_by_keys);
}

TEST_CASE("Every golden call goes as it is written, over HTTP through the whole gateway") { play_in_house(is_call); }

TEST_CASE("Every golden conversation of a step goes as it is written, whoever holds it") {
  using Wire = support::HousePlayer::Wire;
  for (std::string const& file : support::conversation_files("steps")) {
    support::RehearsalPlayer rehearsal;
    support::HousePlayer local;
    support::HousePlayer twilio(Wire::twilio);
    std::vector<support::Player*> players{&rehearsal, &local};
    if (is_call(file)) players.push_back(&twilio);
    for (support::Player* const player : players) {
      support::Compared const compared = support::compare_with_file(file, *player);
      INFO(file);
      CHECK(compared.actual == compared.expected);
    }
  }
}

TEST_CASE("Every golden conversation of a long text in parts goes as it is written, over HTTP") {
  for (std::string const& file : support::conversation_files("parts")) {
    support::HousePlayer player;
    support::Compared const compared = support::compare_with_file(file, player);
    INFO(file);
    CHECK(compared.actual == compared.expected);
  }
}

TEST_CASE("Every conversation in free text has a twin by keys, which runs as SMS and as a call") {
  for (std::string const& file : support::conversation_files()) {
    if (file.ends_with(".keys.txt") || file.ends_with(".voice.txt")) continue;
    std::string const stem = file.substr(0, file.size() - 4);
    INFO(stem);
    auto const keys = support::parse_transcript(support::read_text(stem + ".keys.txt"));
    auto const voice = support::parse_transcript(support::read_text(stem + ".voice.txt"));
    REQUIRE(keys);
    REQUIRE(voice);
    CHECK(voice->header.at("medium") == "voice");
    // Ringing (again) is an input of its own on a call, and writing needs none.
    auto const written = [](auto const& events) {
      std::vector<std::string> lines;
      for (auto const& event : events) {
        // Nor is a call asked what only texts can answer, and what 8 skips.
        if (event.written != ">" && event.written != "> 8") lines.push_back(event.written);
      }
      return lines;
    };
    CHECK(written(keys->events) == written(voice->events));
    bool const only_keys = std::ranges::all_of(keys->events, [](support::Event const& event) {
      return event.text.find_first_not_of("0123456789#*") == std::string::npos;
    });
    CHECK(only_keys);
  }
}

TEST_CASE("A transcript that cannot be read says where") {
  struct Case {
    std::string text;
    std::string error;
  };
  std::vector<Case> const cases{
      {"", "the line `from … medium … now …` is missing"},
      {"# t\nfrom +97455512101   medium sms   now yesterday\n", "line 2: `now` is a time like 2026-11-23T21:40+03:00"},
      {"# t\nfrom +97455512101   medium fax   now 2026-11-23T21:40+03:00\n", "line 2: `medium` is sms or voice"},
      {"# t\nfrom +97455512101   medium sms   now 2026-11-23T21:40+03:00\n  … soon pass\n",
       "line 3: a pause is written `  … 20m pass` (s, m, h, days)"},
      {"# t\nfrom +97455512101   medium sms   now 2026-11-23T21:40+03:00\nhello\n",
       "line 3: a line begins with #, from, >, <, [ or …"},
      {"from +97455512101   medium sms   now 2026-11-23T21:40+03:00\n", "the title (# …) is missing"},
  };
  for (Case const& one : cases) {
    auto const read = support::parse_transcript(one.text);
    REQUIRE_FALSE(read);
    CHECK(read.error() == one.error);
  }
}
