#include "gateway/commands/judged.hpp"

namespace commands {

Judged judge_text(line::Content const& content, std::string_view text, std::string const& country) {
  flows::TriageFacts facts;
  facts.number_country = country;
  Judged judged;
  judged.verdict = flows::triage(content.library.lexicon(), text, facts);
  flows::Verdict const& verdict = judged.verdict;
  flows::Escalate escalate;
  escalate.category = verdict.category;
  escalate.severity = verdict.severity;
  escalate.rule = verdict.rule;
  escalate.tags = verdict.tags;
  escalate.place = verdict.place;
  escalate.country = verdict.country;
  desk::CaseFacts const case_facts = desk::case_facts(escalate, &verdict, country, flows::Medium::sms);
  judged.routed = desk::route(case_facts, content.routing, content.directory, base::Instant{});
  judged.severity = flows::worse(verdict.severity, judged.routed.severity);
  return judged;
}

}  // namespace commands
