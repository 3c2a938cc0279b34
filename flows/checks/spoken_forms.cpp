// Texts with a number or a reference need a form without it: one for a number that nobody has verified (`_nonum`), one
// for a call, where nobody has a pen (`_voice`).
#include "flows/checks/checks.hpp"

#include <algorithm>

namespace flows {
namespace {

bool has(Translations const& texts, std::vector<std::string_view> const& wanted) {
  return std::ranges::any_of(texts, [&](auto const& text) {
    return std::ranges::any_of(placeholders(text.second), [&](std::string const& name) {
      return std::ranges::find(wanted, name) != wanted.end();
    });
  });
}

}  // namespace

void check_spoken_forms(Subject const& subject, std::vector<Finding>& findings) {
  std::vector<std::string_view> const numbers{"police", "amb", "num", "line"};
  std::vector<std::string_view> const references{"ref", "mins", "pin", "state", "org", "hours", "time"};
  for_each_step(subject, [&](Flow const& flow, Step const& step, Outline const& outline) {
    for (Text const* const text : outline.texts) {
      bool const own_numbers = has(text->own, numbers);
      if (own_numbers)
        report(findings, flow, text->mark,
               "the text of `" + step.name + "` prints a telephone number: only texts of " + subject.copy.file() +
                   " may, since they have a twin without it");
      bool const own_voice = !text->voice_own.empty() || !text->voice_copy.empty();
      if (!own_numbers && has(text->own, references) && !own_voice)
        report(findings, flow, text->mark,
               "the text of `" + step.name + "` has a reference: give it a `voice:` form without it");
      for (std::string const& id : {text->copy, text->copy + "_other"}) {
        Copy::Line const* const line = subject.copy.find(id);
        if (line == nullptr) continue;
        if (has(line->texts, numbers) && subject.copy.find(id + "_nonum") == nullptr) {
          report(findings, flow, text->mark,
                 "the text `" + id + "` prints a telephone number and has no twin `" + id +
                     "_nonum` for when it is not known");
        }
        bool const spoken = own_voice || subject.copy.find(id + "_voice") != nullptr;
        if (has(line->texts, references) && !spoken) {
          report(findings, flow, text->mark,
                 "the text `" + id + "` has a reference and no twin `" + id + "_voice` for calls");
        }
      }
    }
  });
}

}  // namespace flows
