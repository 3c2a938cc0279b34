// A shift of the roster as people write it: "asha crisis fri,sat 22:00-06:00". Pure. Threads: any.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/store/shift.hpp"

#include <string>

namespace desk {

struct ShiftWords {
  std::string account{};
  std::string post{};   // a queue, or lead, duty_phone, chair, senior
  std::string days{};   // daily, sun-fri, mon,wed
  std::string times{};  // 22:00-06:00; an end that is not later is the next day's
  std::string first{};  // 2026-11-23; empty: at once
  std::string last{};   // empty: until it is taken away
  bool woman = false;
};

// Everything but whose it is and whether there is such a post. The error names the field.
[[nodiscard]] base::Result<store::Shift> parse_shift(ShiftWords const& words);
[[nodiscard]] std::string days_in_words(std::uint8_t days);
[[nodiscard]] std::string times_in_words(store::Shift const& shift);

}  // namespace desk
