// What a world's seed decides. The same seed draws the same, on every machine. Threads: one.
#pragma once

#include "gateway/base/ids.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace worlds {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] bool in_hundred(int times) { return between(1, 100) <= times; }
  // Both included.
  [[nodiscard]] int between(int least, int most) {
    return least + static_cast<int>(random_.below(static_cast<std::uint64_t>(most - least) + 1));
  }
  template <class Choices>
  [[nodiscard]] auto const& pick(Choices const& choices) {
    return choices[random_.below(std::size(choices))];
  }
  // A place in a list that is not empty.
  [[nodiscard]] std::size_t place(std::size_t size) { return random_.below(size); }

 private:
  base::SeededRandom random_;
};

}  // namespace worlds
