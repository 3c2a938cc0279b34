// Texts that would need more SMS parts than they may, counted with the longest values in their placeholders.
#include "flows/checks/checks.hpp"
#include "flows/text/segments.hpp"

namespace flows {
namespace {

// Rule 21: a Nepali text over two parts is refused; nobody reads more on a small screen.
constexpr int parts_max = 2;

// A sentence about the longest language, or nothing.
std::string too_long(Translations const& texts, int most) {
  for (auto const& [language, text] : texts) {
    auto const longest = [](std::string_view name) { return std::optional(longest_value(name)); };
    Segments const counted = count_segments(fill(text, longest));
    if (counted.parts <= most) continue;
    return "needs " + std::to_string(counted.parts) + " SMS parts in " + language + " (" +
           std::to_string(counted.units) + " units), and may need " + std::to_string(most) + ": shorten it";
  }
  return {};
}

}  // namespace

void check_lengths(Subject const& subject, std::vector<Finding>& findings) {
  for (Copy::Line const& line : subject.copy.lines()) {
    if (line.parts_max == 0) continue;  // spoken only
    std::string const what = too_long(line.texts, std::min(line.parts_max, parts_max));
    if (!what.empty())
      findings.push_back(
          {subject.copy.file(), line.line, 1, Finding::Level::error, "the text `" + line.id + "` " + what});
  }
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    for (Text const* const text : outline.texts) {
      std::string const what = too_long(text->own, parts_max);
      if (!what.empty()) report(findings, flow, text->mark, "the text of `" + step.name + "` " + what);
    }
  });
}

}  // namespace flows
