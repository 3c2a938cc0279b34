// saathi triage: one text per line, each judged alone as a first text, one JSON object per line, after routing.
#include "gateway/commands/setting.hpp"
#include "gateway/line/numbers.hpp"
#include "gateway/line/rehearsal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <istream>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--from", "NUMBER", "whose number they come from, e.g. +974..."}};

boost::json::array list(std::vector<std::string> const& words) {
  boost::json::array array;
  for (std::string const& word : words) array.emplace_back(word);
  return array;
}

boost::json::object judged(line::Content const& content, std::string const& text, line::Number const& from) {
  flows::TriageFacts facts;
  facts.number_country = from.country;
  flows::Verdict const verdict = flows::triage(content.library.lexicon(), text, facts);
  flows::Escalate escalate;
  escalate.category = verdict.category;
  escalate.severity = verdict.severity;
  escalate.rule = verdict.rule;
  escalate.tags = verdict.tags;
  escalate.place = verdict.place;
  escalate.country = verdict.country;
  desk::CaseFacts const case_facts = desk::case_facts(escalate, &verdict, from.country, flows::Medium::sms);
  desk::Routed const routed = desk::route(case_facts, content.routing, content.directory, base::Instant{});

  boost::json::array matched;
  for (flows::Match const& match : verdict.matched) {
    matched.push_back(boost::json::object{{"words", match.words}, {"keyword", match.keyword}, {"row", match.row}});
  }
  boost::json::array why = list(verdict.why);
  for (desk::Reason const& reason : routed.reasons) why.emplace_back(reason.text);
  return {{"category", verdict.category},
          {"severity", flows::name(flows::worse(verdict.severity, routed.severity))},
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
  line::Number from;
  if (arguments.has("--from")) {
    from = line::parse_number(content->numbering, arguments.get("--from"), "NP");
    if (from.kind != line::NumberKind::e164)
      return fail(streams, Exit::usage, "--from wants a telephone number with its country code.");
  }
  std::string text;
  while (std::getline(streams.in, text)) {
    if (text.ends_with('\r')) text.pop_back();
    streams.out << boost::json::serialize(judged(*content, text, from)) << '\n';
  }
  streams.out.flush();
  return Exit::good;
}

}  // namespace

extern Command const triage_command{"triage", "", "Judges texts, one a line, each as a first text; prints JSON lines.",
                                    options, run};

}  // namespace commands
