#include "flows/lexicon/lexicon.hpp"

#include "flows/lexicon/near.hpp"
#include "flows/text/normalise.hpp"
#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>

namespace {

std::string command(char const* text) { return words::lexicon().command(flows::normalise(text).text).value_or("none"); }
std::string answer(char const* text) { return words::lexicon().answer(flows::normalise(text).text).value_or("none"); }

constexpr char const* head = "id\tconcept\tcategory\tseverity_hint\trole\tmatch\tlang\ttext\tcertainty\tnote\n";

std::vector<flows::Finding> findings(std::string const& rows) {
  std::string const text = head + rows;
  std::array const sheets{flows::Sheet{"own.tsv", text}};
  return flows::read_lexicon(sheets, {}).findings;
}

}  // namespace

TEST_CASE("whole messages are commands, in every language of the line") {
  struct Sample {
    char const* text;
    char const* command;
  };
  Sample const samples[] = {
      {"STOP", "stop"},
      {"stop!", "stop"},
      {"बन्द", "stop"},
      {"band", "stop"},
      {"start", "start"},
      {"M", "menu"},
      {"menu", "menu"},
      {"मेनु", "menu"},
      {"0", "none"},
      {"9", "danger"},
      {"९", "danger"},
      {"namaste", "greeting"},
      {"hello", "greeting"},
      {"repeat", "repeat"},
      {"feri", "repeat"},
      {"फेरि", "repeat"},
      {"back", "back"},
      {"pachadi", "back"},
      {"status", "status"},
      {"मेरो केस", "status"},
      {"erase", "erase"},
      {"delete my data", "erase"},
      {"LANG", "language"},
      {"english", "language"},
      {"नेपाली", "language"},
      {"manche", "person"},
      {"मान्छे", "person"},
      {"operator", "person"},
      {"call me", "call_me"},
      {"who is this", "who_is_this"},
      {"को हो", "who_is_this"},
      {"wrong number", "wrong_number"},
      {"do not share", "no_share"},
      {"dhanyabad", "thanks"},
      {"stop 🙏", "stop"},
      {"how to use", "help"},
      {"kotha band", "none"},
      {"help", "none"},
      {"", "none"},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.text);
    CHECK(command(sample.text) == sample.command);
  }
}

TEST_CASE("a language command says which language it names") {
  flows::Lexicon const& lexicon = words::lexicon();
  CHECK(lexicon.named_language("english") == "en");
  CHECK(lexicon.named_language("नेपाली") == "ne");
  CHECK(lexicon.named_language("nepali") == "ne-Latn");
  CHECK(lexicon.named_language("lang en") == "en");
  CHECK_FALSE(lexicon.named_language("lang").has_value());
  CHECK_FALSE(lexicon.named_language("stop").has_value());
}

TEST_CASE("words answer an open question") {
  struct Sample {
    char const* text;
    char const* answer;
  };
  Sample const samples[] = {
      {"ho", "yes"},
      {"हो", "yes"},
      {"xa", "yes"},
      {"Yes.", "yes"},
      {"hajur", "yes"},
      {"हाँ", "yes"},
      {"chaina", "no"},
      {"6aina", "no"},
      {"होइन", "no"},
      {"nahi", "no"},
      {"no", "no"},
      {"ek", "1"},
      {"एक", "1"},
      {"dui", "2"},
      {"तीन", "3"},
      {"char", "4"},
      {"पाँच", "5"},
      {"six", "6"},
      {"saat", "7"},
      {"आठ", "8"},
      {"thaha chaina", "not_sure"},
      {"थाहा छैन", "not_sure"},
      {"skip", "skip"},
      {"passport", "none"},
      {"", "none"},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.text);
    CHECK(answer(sample.text) == sample.answer);
  }
}

TEST_CASE("the hotline's own sheets have no mistakes") {
  std::vector<flows::Source> const texts = words::lexicon_sheets();
  std::vector<flows::Sheet> sheets;
  for (flows::Source const& text : texts) sheets.push_back({text.file, text.text});
  for (flows::Finding const& finding : flows::read_lexicon(sheets, {}).findings) {
    CAPTURE(finding.file, finding.line, finding.column, finding.message);
    CHECK(finding.message.empty());
  }
  CHECK(words::lexicon().rows().size() > 6500);
}

TEST_CASE("for every word that networks keep for themselves there is another way in") {
  // STOP, HELP and their like are answered or swallowed on the way (field notes 2.3); they may reach us, or not.
  static constexpr auto swallowed = std::to_array<std::string_view>(
      {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "help", "info", "start", "unstop", "yes", "sahayog"});
  for (std::string_view const concept_name : {"stop", "start", "person", "menu", "repeat", "back", "status", "erase",
                                              "call_me", "greeting", "who_is_this", "wrong_number", "no_share"}) {
    bool in_nepali = false;
    bool in_english = false;
    for (flows::LexiconRow const& row : words::lexicon().rows()) {
      if (row.role != flows::Role::command || row.concept_name != concept_name) continue;
      if (std::ranges::find(swallowed, row.text) != swallowed.end()) continue;
      in_nepali = in_nepali || row.language.starts_with("ne");
      in_english = in_english || row.language == "en";
    }
    CAPTURE(concept_name);
    CHECK(in_nepali);
    CHECK(in_english);
  }
}

TEST_CASE("a mistake in a sheet is named with its line and its character") {
  std::vector<flows::Finding> const wrong_role =
      findings("x1\thelp\tunclear\tmedium\tsignl\ttoken\tne\tमद्दत\thigh\t\n");
  REQUIRE(wrong_role.size() == 1);
  CHECK(wrong_role[0].file == "own.tsv");
  CHECK(wrong_role[0].line == 2);
  CHECK(wrong_role[0].column == 24);
  CHECK(findings("x1\thelp\tunclear\tmedium\tsignal\ttoken\tne\tमद्दत\thigh\t\n").empty());
  CHECK(findings("x1\thelp\tnowhere\tmedium\tsignal\ttoken\tne\tमद्दत\thigh\t\n").size() == 1);
  CHECK(findings("x1\thelp\tunclear\tgrave\tsignal\ttoken\tne\tमद्दत\thigh\t\n").size() == 1);
  CHECK(findings("x1\thelp\tunclear\tmedium\tsignal\ttoken\tne\tदुई शब्द\thigh\t\n").size() == 1);
  CHECK(findings("x1\thelp\tunclear\tmedium\tsignal\ttoken\tne\t?!\thigh\t\n").size() == 1);
  CHECK(findings("x1\ta\tunclear\t\tsignal\ttoken\ten\tone\thigh\t\nx1\tb\tunclear\t\tsignal\ttoken\ten\ttwo\thigh\t\n")
            .size() == 1);
}

TEST_CASE("a sheet without a column, or without lines, is one finding") {
  std::array const no_column{flows::Sheet{"a.tsv", "id\tconcept\n"}};
  CHECK_FALSE(flows::read_lexicon(no_column, {}).findings.empty());
  std::array const empty{flows::Sheet{"a.tsv", ""}};
  CHECK(flows::read_lexicon(empty, {}).findings.size() == 1);
}

TEST_CASE("a row with a mistake is left out and the others are read") {
  std::string const text = std::string(head) + "x1\thelp\tunclear\tmedium\tsignl\ttoken\ten\tone\thigh\t\n" +
                           "x2\tstop\toptout\tlow\tcommand\twhole\ten\thalt\thigh\t\n";
  std::array const sheets{flows::Sheet{"own.tsv", text}};
  flows::ReadLexicon const read = flows::read_lexicon(sheets, {});
  CHECK(read.findings.size() == 1);
  CHECK(read.lexicon.rows().size() == 1);
  CHECK(read.lexicon.command("halt") == "stop");
}

TEST_CASE("a word one letter away is found, and no other") {
  flows::NearWords near;
  near.add("pasport", 1);
  near.add("bachaunus", 2);
  near.finish();
  CHECK(near.find("paspor") == std::vector<std::uint32_t>{1});
  CHECK(near.find("pasporta") == std::vector<std::uint32_t>{1});
  CHECK(near.find("pasbort") == std::vector<std::uint32_t>{1});
  CHECK(near.find("pasport").empty());
  CHECK(near.find("posbort").empty());
  CHECK(near.find("").empty());
}
