#include "gateway/desk/directory_checks.hpp"

#include "flows/text/normalise.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace desk {
namespace {

using Codes = std::set<std::string, std::less<>>;

flows::Finding warning(std::string_view file, flows::Mark mark, std::string message) {
  return {.file = std::string{file},
          .line = mark.line,
          .column = mark.column,
          .severity = flows::Finding::Level::warning,
          .message = std::move(message)};
}

// What to say of a number, `what`; empty while it is good for longer than `notice`.
std::string about_age(std::string what, std::chrono::sys_days until, std::chrono::sys_days today) {
  if (until - today > notice) return {};
  what += until < today ? " was last good on " + written(until) + " and is in no text since"
                        : " is in no text after " + written(until);
  what += "; let two people ring it, then write the day into `verified_on`";
  return what;
}

}  // namespace

std::string written(std::chrono::year_month_day date) {
  auto const two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

std::vector<flows::Finding> find_unreached(std::string_view file, Directory const& directory, Routing const& routing) {
  Codes queues{"intake", "crisis", "safeguard"};  // where code sends cases, whatever the rows say
  Codes bodies;
  for (RoutingRow const& row : routing.rows()) {
    queues.insert(row.queue);
    queues.insert(row.also.begin(), row.also.end());
    bodies.insert(row.offer.begin(), row.offer.end());
  }
  for (auto const& [code, queue] : directory.queues) {
    queues.insert(queue.backup);
    bodies.insert(queue.organisations.begin(), queue.organisations.end());
  }
  std::vector<flows::Finding> findings;
  for (auto const& [code, queue] : directory.queues) {
    if (queues.contains(code)) continue;
    findings.push_back(warning(file, queue.mark,
                               "no case ever comes to the queue `" + code +
                                   "`: name it in a row of routing.tsv, under `queue` or `also`, or take it away"));
  }
  for (auto const& [code, target] : directory.targets) {
    if (bodies.contains(code)) continue;
    findings.push_back(warning(file, target.mark,
                               "`" + code +
                                   "` is never offered to anybody: name it in a row of routing.tsv, under `offer`, or "
                                   "at a queue, under `organisations`"));
  }
  std::ranges::sort(findings);
  return findings;
}

std::vector<flows::Finding> find_expired(std::string_view directory_file, std::string_view countries_file,
                                         Directory const& directory, std::chrono::sys_days today) {
  std::vector<flows::Finding> findings;
  for (auto const& [code, target] : directory.targets) {
    for (ContactEntry const& contact : target.contacts) {
      std::optional<std::chrono::sys_days> const until = good_until(contact);
      if (!until) continue;
      std::string age = about_age("the number `" + contact.label + "` of `" + code + "`", *until, today);
      if (!age.empty()) findings.push_back(warning(directory_file, contact.mark, std::move(age)));
    }
  }
  for (auto const& [code, country] : directory.countries) {
    if (!country.verified_on) continue;
    std::string age = about_age("the emergency number of `" + code + "`", *country.verified_on + verified_for, today);
    if (age.empty()) continue;
    findings.push_back(warning(countries_file, {.line = country.line, .column = 1}, std::move(age)));
  }
  std::ranges::sort(findings);
  return findings;
}

namespace {

// Fewer digits are an age, a share, a time; an emergency number has three.
constexpr std::size_t known_digits_min = 3;
// So many in a row, whatever signs stand between them, are nothing but a telephone number.
constexpr std::size_t long_digits_min = 7;

void add_number(Codes& known, std::string_view number) {
  std::string digits;
  for (char const c : number) {
    if (c >= '0' && c <= '9') digits += c;
  }
  if (digits.size() >= known_digits_min) known.insert(std::move(digits));
}

Codes known_numbers(Directory const& directory) {
  Codes known;
  for (auto const& [code, target] : directory.targets) {
    for (ContactEntry const& contact : target.contacts) add_number(known, contact.number);
  }
  for (auto const& [code, country] : directory.countries) {
    add_number(known, country.police);
    add_number(known, country.ambulance);
  }
  add_number(known, directory.line_number);
  return known;
}

bool is_digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// The first telephone number in a text, or nothing. Normalised, so that Devanagari digits are found too.
std::string printed_number(std::string_view text, Codes const& known) {
  std::string row;
  for (flows::Word const& word : flows::normalise(text).words) {
    bool const is_amount = word.begin > 0 && text[word.begin - 1] == ',';  // 10,000
    if (!is_digits(word.text) || is_amount) {
      row.clear();
      continue;
    }
    row += word.text;
    if (known.contains(word.text)) return word.text;
    if (row.size() >= long_digits_min) return row;
  }
  return {};
}

std::string about_printed(std::string const& number) {
  return "prints the telephone number " + number +
         ": write {police}, {amb}, {num} or {line}, which is left out when nobody has verified it, and give the number "
         "to directory.yaml";
}

}  // namespace

std::vector<flows::Finding> find_printed(flows::Library const& library, Directory const& directory) {
  Codes const known = known_numbers(directory);
  std::vector<flows::Finding> findings;
  auto const look = [&](flows::Translations const& texts, std::string const& file, flows::Mark mark,
                        std::string const& what) {
    for (auto const& [language, text] : texts) {
      std::string const number = printed_number(text, known);
      if (number.empty()) continue;
      findings.push_back({file, mark.line, mark.column, flows::Finding::Level::error, what + about_printed(number)});
      return;
    }
  };
  for (flows::Copy::Line const& line : library.copy().lines()) {
    look(line.texts, library.copy().file(), {.line = line.line, .column = 1}, "the text `" + line.id + "` ");
  }
  for (auto const& [name, flow] : library.flows()) {
    for (auto const& step : flow.steps) {
      for (flows::Text const* const text : step->outline().texts) {
        std::string const what = "the text of `" + step->name + "` ";
        look(text->own, flow.file, text->mark, what);
        look(text->voice_own, flow.file, text->mark, what);
      }
    }
  }
  return findings;
}

}  // namespace desk
