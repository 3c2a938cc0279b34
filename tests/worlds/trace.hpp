// What happened in a world: one line per event, so that a failing one can be read, and a hash of them, so that two runs
// of one seed can be compared. Threads: one.
#pragma once

#include "tests/support/manual_clock.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace worlds {

class Trace {
 public:
  explicit Trace(support::ManualClock const& clock) : clock_(clock), start_(clock.now()) {}

  void add(std::string const& event) {
    std::int64_t const ms = (clock_.now() - start_).count();
    std::string const fraction = std::to_string(1000 + ms % 1000).substr(1);
    lines_.push_back(std::to_string(ms / 1000) + "." + fraction + "s " + event);
  }
  [[nodiscard]] std::vector<std::string> const& lines() const { return lines_; }
  // FNV-1a over the lines.
  [[nodiscard]] std::uint64_t hash() const {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::string const& line : lines_) {
      for (char const byte : line + "\n") hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    }
    return hash;
  }

 private:
  support::ManualClock const& clock_;
  base::Instant start_;
  std::vector<std::string> lines_;
};

}  // namespace worlds
