// A date as people write or press it: 2511, 25/11, 25 nov 2026, 2026-11-25, aja, hijo. Day before month, as in Nepal
// and the Gulf. Where the year is missing it is the nearest on the side that is meant. A year from 2060
// on is of the Nepali calendar (2083/8/9), as far as its months are known. Pure; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace flows {

enum class DateSide : std::uint8_t { past, future, either };

// `normalised`: by flows/text/normalise.hpp, where signs between digits are spaces already.
[[nodiscard]] std::optional<std::chrono::sys_days> read_date(std::string_view normalised, std::chrono::sys_days today,
                                                             DateSide side);

}  // namespace flows
