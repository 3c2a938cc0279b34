// The ready copy of the hotline: one line per message, in every language side by side (config/messages.tsv: id, en, ne,
// ne_latn, hi). Flows name a line by its id. Hindi is a draft and off until reviewed: never said.
// Twins by name: `x_nonum` is said where a number that x prints is not known, `x_voice` is what a call says instead of
// x, and `x_other` (with twins of its own) what somebody is told who writes for somebody else. Threads: values, any
// thread.
#pragma once

#include "flows/finding.hpp"

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

// The languages in which somebody is answered, in the order of columns.
inline constexpr std::array<std::string_view, 3> languages{"en", "ne", "ne-Latn"};

// One text in several languages: of a copy line, or written in a step.
using Translations = std::map<std::string, std::string, std::less<>>;

class Copy {
 public:
  struct Line {
    std::string id;
    Translations texts;  // by BCP 47 tag; a language without a text is missing here
    int parts_max = 2;   // SMS parts that the longest language may need; 0: spoken only
    int line = 0;        // in the file
  };

  [[nodiscard]] Line const* find(std::string_view id) const;
  [[nodiscard]] std::vector<Line> const& lines() const { return lines_; }
  [[nodiscard]] std::string const& file() const { return file_; }

 private:
  friend Copy parse_copy(std::string file, std::string_view text, std::vector<Finding>& findings);
  std::string file_;
  std::vector<Line> lines_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
};

[[nodiscard]] Copy parse_copy(std::string file, std::string_view text, std::vector<Finding>& findings);

// The text in a language; ne-Latn falls back to ne and the reverse, then to en. Calls never speak ne-Latn.
[[nodiscard]] std::string_view in_language(Translations const& texts, std::string_view language);

// Names in braces, in order of appearance, each once.
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);

// What a placeholder may stand for; nothing leaves it standing.
using Fill = std::function<std::optional<std::string>(std::string_view name)>;
[[nodiscard]] std::string fill(std::string_view text, Fill const& value);

// The longest value each placeholder may have, for counting parts (domain notes 4.6); `x` for unknown names.
[[nodiscard]] std::string longest_value(std::string_view placeholder);

}  // namespace flows
