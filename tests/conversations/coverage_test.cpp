// What the golden conversations have to show between them: every word that works everywhere, every category, and every
// special way (shows.tsv). Whoever adds a command or a category writes down a conversation with it.
#include "flows/agreed_words.hpp"
#include "flows/lexicon/lexicon.hpp"
#include "flows/text/digits.hpp"
#include "flows/text/normalise.hpp"
#include "tests/conversations/players.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace {

using namespace support;

bool is_call(Transcript const& transcript) { return transcript.header.at("medium") == "voice"; }

// What a text is as a command; the engine asks the same in the same order (flows/hearing.cpp).
std::string command_in(flows::Library const& library, flows::AgreedWords const& agreed, std::string const& text) {
  if (flows::says_word(text, agreed.is_quiet_word)) return "quiet_word_said";
  if (flows::says_word(text, agreed.is_code_word)) return "code_word_said";
  flows::Normalised const read = flows::normalise(text);
  std::string const& normalised = read.text;
  if (flows::read_digits(normalised) == "0") return "person";
  if (auto const brings = flows::word_command(library, text, read)) return brings->command;
  return library.lexicon().command(normalised).value_or("");
}

// Of every text that somebody writes in a golden conversation.
std::set<std::string> commands_shown() {
  std::set<std::string> shown;
  for (std::string const& file : conversation_files()) {
    auto const transcript = parse_transcript(read_text(file));
    REQUIRE(transcript);
    if (is_call(*transcript)) continue;
    line::Rehearsal::Start start;
    start.from = transcript->header.at("from");
    start.now = transcript->now;
    line::Rehearsal rehearsal(*shipped_content(), start);
    for (Event const& event : transcript->events) {
      switch (event.kind) {
        case Event::Kind::input:
          shown.insert(command_in(shipped_content()->library, rehearsal.standing().words, event.text));
          (void)rehearsal.hear(event.text);
          break;
        case Event::Kind::pass: (void)rehearsal.wait(event.passes); break;
        case Event::Kind::claim: rehearsal.claim(true); break;
      }
    }
  }
  return shown;
}

struct Row {
  std::string what;
  std::string golden;
  std::string line;  // that stands in it
};

std::vector<Row> shows() {
  std::vector<Row> rows;
  std::istringstream sheet(read_text(std::string(SAATHI_SOURCE_DIR) + "/tests/conversations/shows.tsv"));
  for (std::string line; std::getline(sheet, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    std::istringstream cells(line);
    Row row;
    std::getline(cells, row.what, '\t');
    std::getline(cells, row.golden, '\t');
    std::getline(cells, row.line);
    rows.push_back(std::move(row));
  }
  return rows;
}

// `copy:info_permit` is that line of ours, in whatever language, as far as nothing is filled in.
bool stands_in(std::string const& text, std::string const& line) {
  constexpr std::string_view copy = "copy:";
  if (!line.starts_with(copy)) return text.contains(line);
  flows::Copy::Line const* const ours = shipped_content()->library.copy().find(line.substr(copy.size()));
  REQUIRE(ours != nullptr);
  return std::ranges::any_of(ours->texts, [&](auto const& each) {
    return text.contains("< " + each.second.substr(0, each.second.find('{')));
  });
}

// domain notes 2.1
constexpr std::array categories{"danger",    "trafficking", "passport", "wage",   "contract", "fraud",    "stranded",
                                "detention", "medical",     "death",    "claims", "domestic", "sexual",   "missing",
                                "mental",    "permit",      "info",     "skills", "returnee", "business", "conduct",
                                "unclear",   "optout",      "spam",     "erase"};

}  // namespace

TEST_CASE("Every word that works everywhere is written in a golden conversation") {
  std::set<std::string> const shown = commands_shown();
  flows::Lexicon const& lexicon = shipped_content()->library.lexicon();
  std::set<std::string> wanted{"code_word_said", "quiet_word_said", "danger", "person"};
  for (flows::LexiconRow const& row : lexicon.rows()) {
    if (row.role == flows::Role::command) wanted.insert(lexicon.command(row.text).value_or(""));
  }
  for (auto const& [name, flow] : shipped_content()->library.flows()) {
    // `doubted` is what follows and `call_again` is a call; nobody writes those.
    if (!flow.command.empty() && flow.command != "doubted" && flow.command != "call_again") wanted.insert(flow.command);
  }
  CHECK(wanted.size() >= 20);
  for (std::string const& command : wanted) {
    INFO(command);
    CHECK(shown.contains(command));
  }
}

TEST_CASE("Every category, special way and abuse case has a golden conversation that shows it") {
  std::set<std::string> named;
  for (Row const& row : shows()) {
    INFO(row.what << " " << row.golden << ": " << row.line);
    std::string const text = read_text(std::string(SAATHI_SOURCE_DIR) + "/tests/conversations/" + row.golden + ".txt");
    REQUIRE_FALSE(text.empty());
    CHECK(stands_in(text, row.line));
    named.insert(row.what);
  }
  for (char const* const category : categories) {
    INFO(category);
    CHECK(named.contains(category));
  }
}

// Networks and providers keep these for themselves (field notes 2.3): whoever writes one may never be heard, so another
// word has to do the same.
TEST_CASE("Every word that networks swallow has another word that does the same") {
  struct Swallowed {
    char const* word;
    std::vector<char const*> instead;  // one of which does the same at that moment
  };
  std::vector<Swallowed> const table{{"STOP", {"band"}},        {"STOPALL", {"napathau"}},
                                     {"UNSUBSCRIBE", {"roka"}}, {"CANCEL", {"बन्द"}},
                                     {"END", {"band garnus"}},  {"QUIT", {"no more messages"}},
                                     {"OPTOUT", {"रोक्नुहोस्"}},   {"HELP", {"maddat"}},
                                     {"SAHAYOG", {"madat"}},    {"INFO", {"jankari", "k lekhne"}},
                                     {"START", {"suru"}},       {"UNSTOP", {"suru garnus"}},
                                     {"YES", {"cha"}}};
  for (Swallowed const& each : table) {
    for (char const* const before : {"", "namaste", "company le talab diyena"}) {
      INFO(each.word << " after `" << before << "`");
      auto const said_after = [&](char const* word) {
        line::Rehearsal::Start start;
        start.now = Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 23));
        start.language = "ne-Latn";  // else the answer is in the language of the word
        line::Rehearsal rehearsal(*shipped_content(), start);
        if (*before != '\0') (void)rehearsal.hear(before);
        std::string said;
        for (flows::Say const& say : rehearsal.hear(word).says) said += say.copy + " ";
        return said;
      };
      bool const has_other = std::ranges::any_of(
          each.instead, [&](char const* other) { return said_after(each.word) == said_after(other); });
      CHECK(has_other);
    }
  }
}
