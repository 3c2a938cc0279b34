// Every kind of answer, by SMS and by keypad: what is asked, what she sends, what is kept.
#include "flows/expression/value.hpp"
#include "flows/steps/answer.hpp"
#include "flows/steps/dates.hpp"
#include "gateway/line/numbers.hpp"
#include "tests/flows/steps/small_flow.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transcript.hpp"

#include <set>

using namespace flows;
using small_flow::Talk;

namespace {

line::Numbering const& numbering() {
  static line::Numbering const numbering =
      line::read_numbering(support::read_text(std::string(SAATHI_SOURCE_DIR) + "/config/numbering.tsv")).value();
  return numbering;
}

std::optional<std::string> read_phone(std::string_view written) {
  line::Number const number = line::parse_number(numbering(), written, "NP");
  return number.can_be_answered() ? std::optional(number.text) : std::nullopt;
}

std::string ask(std::string const& more) {
  return "  a: { ask: " + more + ", text: done, save: x, next: z }\n  z: { end: over, person: not_needed }\n";
}

std::string value(State const& state, std::string_view name) {
  auto const found = state.values.find(name);
  return found == state.values.end() ? "" : found->second;
}

}  // namespace

TEST_CASE("every kind of answer keeps what was meant, by SMS") {
  struct Case {
    std::string kind;
    std::string more;
    std::string sent;
    std::string kept;  // empty: not understood
  };
  std::vector<Case> const cases{
      {"choice", ", choices: { 1: yes, 2: no }", "२", "no"},
      {"number", ", min: 10, max: 99", "35", "35"},
      {"number", ", min: 10, max: 99", "३५ वर्ष", "35"},
      {"number", ", min: 10, max: 99", "35 or 40", ""},
      {"number", ", min: 10", "1,20,000", "120000"},
      {"number", ", min: 10", "1 lakh 80 hajar", "180000"},
      {"number", ", min: 10", "1OO", ""},
      {"number", ", min: 10, max: 99", "120", ""},
      {"number", ", min: 10, max: 99", "dherai", ""},
      {"number", ", min: 1, max: 8", "तीन", "3"},
      {"number", ", digits: 4, max: 2359", "2100", "2100"},
      {"number", ", digits: 4, max: 2359", "07:30", "0730"},
      {"number", ", digits: 4, max: 2359", "२१ ००", "2100"},
      {"number", ", digits: 4, max: 2359", "2400", ""},
      {"number", ", digits: 4, max: 2359", "21", ""},
      {"text", "", "by bus", "by bus"},
      {"date", ", side: past", "2511", "2026-11-25"},
      {"date", ", side: past", "aja", "2026-11-25"},
      {"date", ", side: past", "एक दुई", ""},
      {"date", ", side: past", "२०८१-०२-३२", "2024-06-14"},
      {"date", ", side: past", "2081/3/32", ""},
      {"phone", "", "98412 30120", "+9779841230120"},
      {"phone", "", "+974 5551 2120", "+97455512120"},
      {"phone", "", "९८४१२३०१२०", "+9779841230120"},
      {"phone", "", "4040", ""},
      {"phone", "", "+971591234121", "+971591234121"},  // a range that tables call unusual
      {"phone", "", "\u202D+977 984\u2011123\u20110123\u202C", "+9779841230123"},
      {"phone", "", "+977\u200D9841230123", "+9779841230123"},
      {"phone", "", "+977\uFE0D9841230123", "+9779841230123"},
      {"phone", "", "984123012O", ""},
      {"place", ", of: country", "dubai ma", "AE"},
      {"place", ", of: country", "kathmandu", "NP"},
      {"place", ", of: district", "kavre", "kavrepalanchok"},
      {"place", ", of: district", "qatar", ""},
      {"place", "", "qatar", "QA"},
      {"place", "", "jhapa", "NP"},
  };
  std::set<std::string> tried;
  for (Case const& one : cases) {
    INFO(one.kind << one.more << ": " << one.sent);
    tried.insert(one.kind);
    Talk talk(ask(one.kind + one.more));
    talk.now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + std::chrono::hours(12);
    talk.facts.read_phone = read_phone;
    CHECK(talk.send("hello friend") == "Done");
    std::string const line = talk.send(one.sent);
    CHECK(value(talk.state(), "x") == one.kept);
    CHECK(talk.state().ended() == !one.kept.empty());
  }
  for (AnswerKind const& kind : answer_kinds()) {
    INFO("a kind of answer without a case: " << kind.key);
    CHECK(tried.contains(std::string(kind.key)));
  }
}

TEST_CASE("a district that was named is kept beside its country") {
  Talk talk(ask("place"));
  talk.send("hello friend");
  talk.send("झापा");
  CHECK(value(talk.state(), "x") == "NP");
  CHECK(value(talk.state(), "x_district") == "jhapa");
}

TEST_CASE("what may be skipped is skipped by 8 and by word, and keeps nothing") {
  for (std::string const skip : {"8", "८"}) {
    Talk talk(ask("place, of: district, skip: z"));
    talk.send("hello friend");
    CHECK(talk.send(skip) == "end over");
    CHECK(value(talk.state(), "x").empty());
  }
}

TEST_CASE("every kind of answer has its keypad form") {
  std::string const person = "case unclear low | Done";
  struct Case {
    std::string kind;
    std::vector<std::string> sent;
    std::vector<std::string> lines;
    std::string kept;
  };
  std::string const read_back = "You pressed day 25, month 11. Right, press 1. Wrong, press 2. | keys 1";
  std::string const not_understood = "Sorry, that was not understood. For a person press 0. | ";
  std::vector<Case> const cases{
      {"choice, choices: { 1: yes }", {"", "1"}, {"Done | keys 1", "end over"}, "yes"},
      {"number, min: 10, max: 99", {"", "35"}, {"Done | keys until #", "end over"}, "35"},
      {"number, min: 1, max: 8", {"", "3"}, {"Done | keys 1", "end over"}, "3"},
      {"number, digits: 4", {"", "2100"}, {"Done | keys 4", "end over"}, "2100"},
      {"phone", {"", "9841230120"}, {"Done | keys until #", "end over"}, "+9779841230120"},
      {"date, side: past", {"", "2511", "1"}, {"Done | keys 4", read_back, "end over"}, "2026-11-25"},
      {"date, side: past", {"", "2511", "2"}, {"Done | keys 4", read_back, "Done | keys 4"}, ""},
      {"date, side: past", {"", "2511", "5"}, {"Done | keys 4", read_back, not_understood + read_back}, ""},
      {"date, side: past", {"", "2511", "(silence)"}, {"Done | keys 4", read_back, read_back}, ""},
      {"date, side: past", {"", "4599"}, {"Done | keys 4", not_understood + "Done | keys 4"}, ""},
      {"place, of: country, keypad: { 1: QA, 2: AE }", {"", "2"}, {"Done | keys 1", "end over"}, "AE"},
      {"text", {"", "(speaks)"}, {"Done | records 60 s", "end over"}, "rec-1"},
      {"text, digits: 4", {"", "48213"}, {"Done | keys until #", "end over"}, "48213"},
      {"text, digits: 4", {"", "482"}, {"Done | keys until #", not_understood + "Done | keys until #"}, ""},
  };
  for (Case const& one : cases) {
    INFO(one.kind);
    Talk talk(ask(one.kind), Medium::voice);
    talk.now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + std::chrono::hours(12);
    talk.facts.read_phone = read_phone;
    talk.facts.can_record = true;
    for (std::size_t i = 0; i < one.sent.size(); ++i) CHECK(talk.send(one.sent[i]) == one.lines[i]);
    CHECK(value(talk.state(), "x") == one.kept);
  }
}

TEST_CASE("what a call cannot take brings a person") {
  std::string const steps = "  a: { call: question, next: z }\n  z: { end: over, person: not_needed }\n";
  for (std::string const kind : {"text", "place, of: district"}) {
    INFO(kind);
    // The flow that the key 0 begins is the one under test, so the person comes as that flow again, and no further.
    Talk talk(
        "  a:\n    branch:\n      - { when: tried, next: p }\n    otherwise: b\n  b: { set: { tried: yes }, next: c }\n"
        "  c: { ask: " +
            kind +
            ", text: done, save: x, next: z }\n  p: { escalate: case, next: q }\n"
            "  q: { say: thanks_line, next: z }\n  z: { end: over, person: not_needed }\n",
        Medium::voice);
    CHECK(talk.send("") == "case unclear low | Thanks | end over");
  }
}

TEST_CASE("dates are read as people write them") {
  auto const today = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
  struct Case {
    std::string written;
    DateSide side;
    std::string date;
  };
  std::vector<Case> const cases{
      {"25 11 2026", DateSide::either, "2026-11-25"},
      {"2026 11 25", DateSide::either, "2026-11-25"},
      {"20261125", DateSide::either, "2026-11-25"},
      {"25112026", DateSide::either, "2026-11-25"},
      {"251126", DateSide::either, "2026-11-25"},
      {"25 11", DateSide::past, "2026-11-25"},
      {"26 11", DateSide::past, "2025-11-26"},
      {"24 11", DateSide::future, "2027-11-24"},
      {"1 1", DateSide::either, "2027-01-01"},
      {"11 25", DateSide::either, "2026-11-25"},
      {"3 may", DateSide::past, "2026-05-03"},
      {"may 3 2025", DateSide::past, "2025-05-03"},
      {"3 september 26", DateSide::past, "2026-09-03"},
      {"2902", DateSide::past, "2024-02-29"},
      {"2902", DateSide::future, "2028-02-29"},
      {"hijo", DateSide::past, "2026-11-24"},
      {"भोलि", DateSide::future, "2026-11-26"},
      {"bholi", DateSide::past, "2026-11-26"},
      {"31 4", DateSide::either, ""},
      {"0 0", DateSide::either, ""},
      {"13 13", DateSide::either, ""},
      {"2083 8 9", DateSide::either, "2026-11-25"},
      {"20830809", DateSide::past, "2026-11-25"},
      {"2081 1 1", DateSide::past, "2024-04-13"},
      {"2081 2 32", DateSide::past, "2024-06-14"},
      {"2081 3 32", DateSide::past, ""},
      {"2081 13 1", DateSide::past, ""},
      {"2081 5 12", DateSide::past, "2024-08-28"},
      {"12 5 2081", DateSide::past, "2024-08-28"},
      {"2060 1 1", DateSide::past, "2003-04-14"},
      {"2083 12 30", DateSide::future, "2027-04-13"},
      {"2084 1 1", DateSide::future, ""},
      {"2083 8 10", DateSide::past, ""},
      {"may", DateSide::either, ""},
      {"3 may june", DateSide::either, ""},
      {"123", DateSide::either, ""},
      {"99999999999999", DateSide::either, ""},
      {"1 2 3 4", DateSide::either, ""},
      {"", DateSide::either, ""},
      {"27 11 2026", DateSide::past, ""},
      {"1 99999999999", DateSide::either, ""},
  };
  for (Case const& one : cases) {
    INFO(one.written);
    auto const date = read_date(one.written, today, one.side);
    CHECK((date ? date_text(*date) : "") == one.date);
  }
}
