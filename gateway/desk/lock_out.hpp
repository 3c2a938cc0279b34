// How long somebody who gave wrong passwords or codes has to wait: nothing at first, then a minute, doubled with each
// further mistake up to a quarter of an hour, so that guessing is hopeless and nobody is shut out for a shift. Counted
// for each account in the store and for each address here. Threads: `pause_after` any, `AddressPauses` one.
#pragma once

#include "gateway/base/clock.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace desk {

inline constexpr int account_mistakes_free = 4;
inline constexpr int address_mistakes_free = 20;  // a whole office behind one address
inline constexpr base::Milliseconds pause_min = std::chrono::minutes(1);
inline constexpr base::Milliseconds pause_max = std::chrono::minutes(15);

// After so many mistakes in a row, of which the first few are free.
[[nodiscard]] base::Milliseconds pause_after(int mistakes, int free);

class AddressPauses {
 public:
  [[nodiscard]] bool is_paused(std::string_view address, base::Instant now) const;
  void note_mistake(std::string_view address, base::Instant now);
  void forgive(std::string_view address);
  [[nodiscard]] std::size_t size() const { return mistakes_.size(); }

  static constexpr std::size_t addresses_max = 10'000;                            // then the stalest are forgotten
  static constexpr base::Milliseconds remembered_for = std::chrono::minutes(60);  // since the last mistake

 private:
  struct Mistakes {
    int count = 0;
    base::Instant last{};
  };
  std::map<std::string, Mistakes, std::less<>> mistakes_;
};

}  // namespace desk
