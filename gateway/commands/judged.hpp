// A text judged as a first text and routed, as `saathi triage` shows it and `saathi triage --check` compares it. Pure;
// any thread.
#pragma once

#include "flows/triage.hpp"
#include "gateway/desk/routing.hpp"
#include "gateway/line/content.hpp"

#include <string>
#include <string_view>

namespace commands {

struct Judged {
  flows::Verdict verdict;
  desk::Routed routed;
  flows::Severity severity = flows::Severity::low;  // the higher of both
};

// `country` by the sender's number: ISO 3166; empty if unknown.
[[nodiscard]] Judged judge_text(line::Content const& content, std::string_view text, std::string const& country);

}  // namespace commands
