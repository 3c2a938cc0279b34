// Translations that no longer say what the English does: another choice of digits, another placeholder. Words that
// changed only a person can compare.
#include "flows/checks/checks.hpp"
#include "flows/text/normalise.hpp"

#include <algorithm>
#include <set>

namespace flows {
namespace {

// The single digits that stand by themselves: the choices that a text offers.
std::set<std::string> offered(std::string_view text) {
  std::set<std::string> digits;
  for (Word const& word : normalise(text).words) {
    bool const is_digit = word.text.size() == 1 && word.text[0] >= '0' && word.text[0] <= '9';
    if (is_digit) digits.insert(word.text);
  }
  return digits;
}

std::string listed(std::set<std::string> const& items) {
  std::string list;
  for (std::string const& item : items) list += (list.empty() ? "" : ", ") + item;
  return list.empty() ? "none" : list;
}

// A sentence about the first language that differs, or nothing.
std::string outdated(Translations const& texts) {
  auto const english = texts.find("en");
  if (english == texts.end()) return {};
  std::set<std::string> const digits = offered(english->second);
  std::vector<std::string> const in_english = placeholders(english->second);
  std::set<std::string> const names(in_english.begin(), in_english.end());
  for (auto const& [language, text] : texts) {
    std::set<std::string> const its_digits = offered(text);
    if (its_digits != digits)
      return "offers " + listed(its_digits) + " in " + language + " and " + listed(digits) +
             " in English: one of them is out of date";
    std::vector<std::string> const filled = placeholders(text);
    std::set<std::string> const its_names(filled.begin(), filled.end());
    if (its_names != names)
      return "has the placeholders " + listed(its_names) + " in " + language + " and " + listed(names) +
             " in English: one of them is out of date";
  }
  return {};
}

}  // namespace

void check_outdated(Subject const& subject, std::vector<Finding>& findings) {
  for (Copy::Line const& line : subject.copy.lines()) {
    std::string const what = outdated(line.texts);
    if (!what.empty())
      findings.push_back(
          {subject.copy.file(), line.line, 1, Finding::Level::error, "the text `" + line.id + "` " + what});
  }
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    for (Text const* const text : outline.texts) {
      for (Translations const* const texts : {&text->own, &text->voice_own}) {
        std::string const what = outdated(*texts);
        if (!what.empty()) report(findings, flow, text->mark, "the text of `" + step.name + "` " + what);
      }
    }
  });
}

}  // namespace flows
