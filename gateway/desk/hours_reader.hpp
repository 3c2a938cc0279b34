// Opening hours as people write them in the directory: `hours: always`, or
// `hours: { days: sun-fri, times: 10:00-17:00, zone: Asia/Kathmandu, closed: [NP] }`, times also as a list. Days may be
// those on which people work in some countries (`workdays QA MY`); `closed` names calendars of holidays.tsv and is
// Nepal's where it is not written. Threads: any.
#pragma once

#include "gateway/desk/directory.hpp"
#include "gateway/desk/fields.hpp"
#include "gateway/desk/hours.hpp"

namespace desk {

// "daily", "sun-fri", "sat,mon-wed"; a range may go over the end of the week. Bits as in Hours::days.
[[nodiscard]] std::optional<std::uint8_t> parse_days(std::string_view text);
// "07:30"; "24:00" is the end of the day.
[[nodiscard]] std::optional<std::chrono::minutes> parse_time(std::string_view text);

// The zone under `key` of `map`; `otherwise` where none is written or it is a mistake, which is a finding.
[[nodiscard]] base::Zone read_zone(Fields& fields, flows::Node const& map, std::string_view key,
                                   base::Zone const& otherwise);
[[nodiscard]] Hours read_hours(Fields& fields, flows::Node const& queue, base::Zone const& zone,
                               Calendars const& calendars);

}  // namespace desk
