// What networks of some countries refuse in a text, so that it never arrives just where it is needed.
#include "flows/checks/checks.hpp"
#include "flows/text/normalise.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

// As the providers' country guides say (read in November 2026): the Emirates bar web addresses and telephone numbers,
// Qatar political, governmental and religious content.
constexpr std::array<std::string_view, 5> addresses{"http://", "https://", "www.", "wa.me", "t.me/"};
constexpr std::array<std::string_view, 14> governmental{
    "embassy",    "government", "ministry",  "parliament", "sarkar",  "dutabas", "rajdutabas",
    "mantralaya", "सरकार",      "राजदूतावास", "दूतावास",     "मन्त्रालय", "mosque",  "church"};

// A telephone number is so many digits with nothing between them but spaces and signs; a year or an amount has fewer.
constexpr int number_digits_min = 7;

bool prints_number(std::string_view text) {
  int digits = 0;
  for (char const c : text) {
    bool const is_digit = c >= '0' && c <= '9';
    bool const joins = c == ' ' || c == '-' || c == '(' || c == ')' || c == '+';
    digits = is_digit ? digits + 1 : joins ? digits : 0;
    if (digits >= number_digits_min) return true;
  }
  return false;
}

std::string barred(std::string_view text) {
  if (std::ranges::any_of(addresses, [&](std::string_view each) { return text.contains(each); }))
    return "has a web address, and networks of the Emirates (AE) refuse such texts: say it in words";
  if (prints_number(text))
    return "prints a telephone number, and networks of the Emirates (AE) refuse such texts: write {num}, which is left "
           "out where it may not stand";
  std::string const words = " " + normalised_text(text) + " ";
  for (std::string_view const word : governmental) {
    if (!words.contains(" " + std::string(word))) continue;
    return "says `" + std::string(word) +
           "`, and networks of Qatar (QA) may refuse governmental or religious content: " +
           "say it otherwise, or leave it to a person";
  }
  return {};
}

}  // namespace

void check_destinations(Subject const& subject, std::vector<Finding>& findings) {
  for (Copy::Line const& line : subject.copy.lines()) {
    if (line.parts_max == 0) continue;  // spoken only
    for (auto const& [_, text] : line.texts) {
      std::string const what = barred(text);
      if (what.empty()) continue;
      findings.push_back(
          {subject.copy.file(), line.line, 1, Finding::Level::warning, "the text `" + line.id + "` " + what});
      break;  // once, whatever the languages
    }
  }
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    for (Text const* const text : outline.texts) {
      for (auto const& [_, words] : text->own) {
        std::string const what = barred(words);
        if (what.empty()) continue;
        findings.push_back({flow.file, text->mark.line, text->mark.column, Finding::Level::warning,
                            "the text of `" + step.name + "` " + what});
        break;
      }
    }
  });
}

}  // namespace flows
