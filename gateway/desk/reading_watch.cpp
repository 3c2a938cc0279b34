#include "gateway/desk/reading_watch.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace desk {

namespace {

constexpr std::string_view case_mark = "case ";

bool is_night(base::Instant at, base::Zone const& zone) {
  std::chrono::minutes const of_day = base::wall_time(at, zone).of_day;
  return of_day >= night_begins || of_day < night_ends;
}

bool is_on_duty(std::string const& who, Roster const& roster, base::Zone const& zone, base::Instant at) {
  return std::ranges::any_of(roster.shifts, [&](store::Shift const& shift) {
    std::vector<store::Account const*> const people = on_duty(roster, shift.post, zone, at);
    return std::ranges::any_of(people, [&](store::Account const* each) { return each->name == who; });
  });
}

struct Seen {
  std::set<std::string> cases;
  std::set<std::string> at_night;
};

}  // namespace

std::vector<Reading> unusual_readings(std::vector<store::JournalEntry> const& entries, Roster const& roster,
                                      base::Zone const& zone) {
  std::map<std::string, Seen> seen;
  for (store::JournalEntry const& entry : entries) {
    if (entry.what != "looked" || !entry.subject.starts_with(case_mark)) continue;
    Seen& hers = seen[entry.who];
    hers.cases.insert(entry.subject);
    if (is_night(entry.at, zone) && !is_on_duty(entry.who, roster, zone, entry.at)) hers.at_night.insert(entry.subject);
  }
  std::vector<Reading> unusual;
  for (auto const& [who, hers] : seen) {
    if (std::ssize(hers.cases) > cases_an_hour_max) {
      unusual.push_back({.who = who, .cases = static_cast<int>(hers.cases.size())});
    } else if (std::ssize(hers.at_night) > cases_a_night_hour_max) {
      unusual.push_back({.who = who, .cases = static_cast<int>(hers.at_night.size()), .is_at_night = true});
    }
  }
  return unusual;
}

std::string in_words(Reading const& reading) {
  return reading.who + " opened " + std::to_string(reading.cases) +
         (reading.is_at_night ? " cases within an hour of the night, on no roster." : " cases within an hour.");
}

}  // namespace desk
