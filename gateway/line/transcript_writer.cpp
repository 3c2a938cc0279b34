#include "gateway/line/transcript_writer.hpp"

#include <utility>

namespace line {

std::vector<std::string> TranscriptWriter::lines(TurnPlan const& plan) {
  std::vector<std::string> lines;
  for (CaseChange const& change : plan.cases) {
    std::string line = "  [case " + change.ref + ": " + change.facts.category + ", " +
                       std::string(flows::name(change.facts.severity)) + ", queue " + change.routed.queue + "]";
    if (std::exchange(last_[change.ref], line) != line) lines.push_back(std::move(line));
  }
  for (flows::Say const& say : plan.says) lines.push_back("< " + say.text);
  if (plan.listen && plan.listen->record_seconds_max > 0) lines.emplace_back("  [recording]");
  if (!plan.transfer_to.empty()) lines.emplace_back("  [put through]");
  if (plan.says.empty() && !plan.hangs_up && plan.turn.silence != flows::Silence::none) {
    lines.push_back("  [nothing sent: " + std::string(flows::name(plan.turn.silence)) + "]");
  }
  if (plan.hangs_up) lines.emplace_back("  [the call ends]");
  return lines;
}

}  // namespace line
