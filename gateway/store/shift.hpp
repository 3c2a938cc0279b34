// A shift: when somebody is on duty, for a queue or for a post of the ladder (lead, duty_phone, chair, senior). It
// comes every week on the same days, or once. Who works when is nobody's business: everything but the account is sealed
// under the account's key.
#pragma once

#include "gateway/store/account.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace store {

struct Shift {
  ShiftId id{};
  AccountId account{};
  std::string post{};                            // a queue's code, or a post of the ladder
  std::uint8_t days = 0;                         // bit of std::chrono::weekday::c_encoding(), Sunday first
  std::chrono::minutes from{};                   // of the day, in the directory's zone
  std::chrono::minutes until{};                  // not after `from`: of the next day
  std::optional<std::chrono::sys_days> first{};  // nothing: for a long time already
  std::optional<std::chrono::sys_days> last{};   // nothing: until it is taken away
  bool woman = false;                            // may be asked for where a woman is wished
};

[[nodiscard]] ShiftId add_shift(Transaction& tx, Shift const& shift);
bool remove_shift(Transaction& tx, ShiftId id);
// Oldest first. One whose account's key was erased is left out.
[[nodiscard]] std::vector<Shift> shifts(Snapshot& snapshot, int limit);

}  // namespace store
