// saathi triage: one text per line, each judged alone as a first text, one JSON object per line, after routing. With
// --check a sheet of texts instead, and what is wrong of it.
#include "gateway/commands/judged.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/commands/triage_sheet.hpp"
#include "gateway/line/numbers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <istream>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{
    config_option, Option{"--from", "NUMBER", "whose number they come from, e.g. +974..."},
    Option{"--check", "FILE.tsv", "a sheet of texts with what each should be: says what is wrong, by rule"}};

boost::json::array list(std::vector<std::string> const& words) {
  boost::json::array array;
  for (std::string const& word : words) array.emplace_back(word);
  return array;
}

boost::json::object shown(Judged const& judged) {
  flows::Verdict const& verdict = judged.verdict;
  desk::Routed const& routed = judged.routed;
  boost::json::array matched;
  for (flows::Match const& match : verdict.matched) {
    matched.push_back(boost::json::object{{"words", match.words}, {"keyword", match.keyword}, {"row", match.row}});
  }
  boost::json::array why = list(verdict.why);
  for (desk::Reason const& reason : routed.reasons) why.emplace_back(reason.text);
  return {{"category", verdict.category},
          {"severity", flows::name(judged.severity)},
          {"queue", routed.queue},
          {"also", list(routed.also)},
          {"tags", list(verdict.tags)},
          {"rule", verdict.rule},
          {"place", flows::name(verdict.place)},
          {"country", verdict.country},
          {"language", verdict.language},
          {"matched", std::move(matched)},
          {"why", std::move(why)}};
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::shared_ptr<line::Content const> const content = load_content(arguments, streams);
  if (!content) return Exit::input;
  if (arguments.has("--check")) return check_triage_sheet(*content, arguments.get("--check"), streams);
  line::Number from;
  if (arguments.has("--from")) {
    from = line::parse_number(content->numbering, arguments.get("--from"), "NP");
    if (from.kind != line::NumberKind::e164)
      return fail(streams, Exit::usage, "--from wants a telephone number with its country code.");
  }
  std::string text;
  while (std::getline(streams.in, text)) {
    if (text.ends_with('\r')) text.pop_back();
    streams.out << boost::json::serialize(shown(judge_text(*content, text, from.country))) << '\n';
  }
  streams.out.flush();
  return Exit::good;
}

}  // namespace

extern Command const triage_command{"triage", "", "Judges texts, one a line, each as a first text; prints JSON lines.",
                                    options, run};

}  // namespace commands
