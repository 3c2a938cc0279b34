// Numbers in a text, read by rule (domain notes 4.3, "Numbers"): how long, how many people, how old, how many hours a
// day. Digits of any script, glued to their unit or apart, and the small number words. Values only; any thread.
#pragma once

#include "flows/lexicon/matching.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace flows {

struct Duration {
  int days = 0;
  std::uint32_t token = 0;  // where the unit stands
  bool in_days = true;      // said in days or weeks, not months: nobody starves for six months
};

struct Numbers {
  std::vector<Duration> durations;
  int people = 0;          // the largest number of people named
  int hours = 0;           // the most hours of work named
  bool under_age = false;  // an age of 5 to 17
};

[[nodiscard]] Numbers read_numbers(std::vector<Token> const& tokens);

}  // namespace flows
