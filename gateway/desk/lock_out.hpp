// How long somebody who gave wrong passwords or codes has to wait: nothing at first, then a minute, doubled with each
// further mistake up to a quarter of an hour, so that guessing is hopeless. Who waits is whoever made the mistakes: an
// address with one name, or a browser in which the owner signed in before; an address with many names; and, where many
// addresses guess at one account, every browser that it does not know. So no stranger who knows a name keeps its owner
// out. Threads: `pause_after` any, `Pauses` one.
#pragma once

#include "gateway/base/clock.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace desk {

inline constexpr int guesser_mistakes_free = 4;   // of one address or browser with one name
inline constexpr int account_mistakes_free = 20;  // of strangers; one of them adds no more than the free ones
inline constexpr int address_mistakes_free = 20;  // a whole office behind one address
inline constexpr base::Milliseconds pause_min = std::chrono::minutes(1);
inline constexpr base::Milliseconds pause_max = std::chrono::minutes(15);

// After so many mistakes in a row, of which the first few are free.
[[nodiscard]] base::Milliseconds pause_after(int mistakes, int free);

class Pauses {
 public:
  explicit Pauses(int free) : free_(free) {}
  [[nodiscard]] bool is_paused(std::string_view who, base::Instant now) const;
  void note_mistake(std::string_view who, base::Instant now);
  // The last one was none after all.
  void take_back(std::string_view who);
  void forgive(std::string_view who);
  [[nodiscard]] int mistakes(std::string_view who) const;
  [[nodiscard]] std::size_t size() const { return mistakes_.size(); }

  static constexpr std::size_t remembered_max = 10'000;                           // then the stalest are forgotten
  static constexpr base::Milliseconds remembered_for = std::chrono::minutes(60);  // since the last mistake

 private:
  struct Mistakes {
    int count = 0;
    base::Instant last{};
    base::Instant before_last{};
  };
  int free_;
  std::map<std::string, Mistakes, std::less<>> mistakes_;
};

}  // namespace desk
