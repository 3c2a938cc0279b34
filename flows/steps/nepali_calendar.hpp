// The Nepali calendar (Bikram Sambat), in which people write the dates that matter to them: 2081/5/12. Its months have
// 29 to 32 days, which no rule gives: they are announced for each year.
#pragma once

#include <chrono>
#include <optional>

namespace flows {

// The years whose months are known here; of a later one nothing is guessed.
inline constexpr int nepali_year_min = 2060;
inline constexpr int nepali_year_max = 2083;

// Nothing if there is no such day, or the year is none of these.
[[nodiscard]] std::optional<std::chrono::sys_days> from_nepali(int year, int month, int day);

}  // namespace flows
