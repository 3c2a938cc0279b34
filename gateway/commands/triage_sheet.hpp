// A sheet of texts with what should become of each (text, from, category, severity, queue, note), judged, and what is
// wrong of it printed by the rule that decided. A case worker keeps the sheet; a cell may hold several words that are
// right, with / between them. Threads: one.
#pragma once

#include "gateway/commands/command.hpp"
#include "gateway/line/content.hpp"

#include <string>

namespace commands {

// Good if every text is judged as its row says; input where one is not, or where the sheet cannot be read.
[[nodiscard]] Exit check_triage_sheet(line::Content const& content, std::string const& file, Streams& streams);

}  // namespace commands
