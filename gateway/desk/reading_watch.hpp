// Who read more cases than her work explains, or at night without being on duty: what a lead hears of within the hour.
// The journal has every look, with whose it was; here they are counted. Pure. Threads: values, any thread.
#pragma once

#include "gateway/base/zone.hpp"
#include "gateway/desk/roster.hpp"
#include "gateway/store/journal.hpp"

#include <string>
#include <vector>

namespace desk {

// More different cases within an hour than somebody who answers them can read.
inline constexpr int cases_an_hour_max = 40;
// At night, by somebody who is on no roster then. A few may be a friend's emergency.
inline constexpr int cases_a_night_hour_max = 4;
inline constexpr std::chrono::hours night_begins{23};
inline constexpr std::chrono::hours night_ends{6};

struct Reading {
  std::string who{};
  int cases = 0;  // different ones
  bool is_at_night = false;
};

// Of an hour's entries; those who read as their work wants are not among them.
[[nodiscard]] std::vector<Reading> unusual_readings(std::vector<store::JournalEntry> const& entries,
                                                    Roster const& roster, base::Zone const& zone);
// "asha opened 52 cases within an hour."
[[nodiscard]] std::string in_words(Reading const& reading);

}  // namespace desk
