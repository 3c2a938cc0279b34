#include "gateway/desk/directory_checks.hpp"

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

std::string written(std::chrono::sys_days day) {
  std::chrono::year_month_day const date{day};
  auto const two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
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

}  // namespace desk
