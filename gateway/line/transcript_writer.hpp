// How a turn is written down for people: `< reply`, `  [case K-40213: danger, critical, queue crisis]`,
// `  [nothing sent: unsafe]`, `  [recording]`, `  [put through]`, `  [the call ends]`. What `saathi talk` prints.
// Threads: one.
#pragma once

#include "gateway/line/turn.hpp"

#include <map>
#include <string>
#include <vector>

namespace line {

class TranscriptWriter {
 public:
  // The case lines first, then what was said, or why nothing was. A case line that says nothing new is left out.
  [[nodiscard]] std::vector<std::string> lines(TurnPlan const& plan);

 private:
  std::map<std::string, std::string> last_;  // case line by reference
};

}  // namespace line
