// Texts that do not stand in every language of the line.
#include "flows/checks/checks.hpp"

#include <set>

namespace flows {
namespace {

// Spoken texts need no romanised form: a voice reads Devanagari.
std::string missing(Translations const& texts, bool spoken) {
  std::string list;
  for (std::string_view const language : languages) {
    if (texts.contains(language) || (spoken && language == "ne-Latn")) continue;
    list += (list.empty() ? "" : ", ") + std::string(language);
  }
  return list;
}

}  // namespace

void check_translations(Subject const& subject, std::vector<Finding>& findings) {
  for (Copy::Line const& line : subject.copy.lines()) {
    std::string const list = missing(line.texts, line.parts_max == 0);
    if (list.empty()) continue;
    findings.push_back(
        {subject.copy.file(), line.line, 1, Finding::Level::error, "the text `" + line.id + "` is missing in " + list});
  }
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    for (Text const* const text : outline.texts) {
      std::string const list = text->own.empty() ? "" : missing(text->own, false);
      if (!list.empty()) report(findings, flow, text->mark, "the text of `" + step.name + "` is missing in " + list);
      std::string const spoken = text->voice_own.empty() ? "" : missing(text->voice_own, true);
      if (!spoken.empty())
        report(findings, flow, text->mark, "the spoken text of `" + step.name + "` is missing in " + spoken);
    }
  });
}

}  // namespace flows
