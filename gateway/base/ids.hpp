// Ids of our own: 63 bits, in time order, known before the row is stored, unique within one process. High bits: the
// milliseconds since 2024-01-01; low 20 bits: a counter within the millisecond. And the random source, handed in.
// Threads: IdSource and OsRandom from any thread, SeededRandom from one.
#pragma once

#include "gateway/base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <random>
#include <span>
#include <string>

namespace base {

class IdSource {
 public:
  explicit IdSource(Clock const& clock) : clock_(clock) {}

  // Invariant: greater than every id it gave before, also when the clock is set back. Never 0.
  [[nodiscard]] std::int64_t next();

 private:
  Clock const& clock_;
  std::mutex mutex_;
  std::int64_t last_ = 0;
};

// The moment in which an id was made, as far as the id knows.
[[nodiscard]] Instant made_at(std::int64_t id);

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;

  // Evenly drawn from 0 to `bound` - 1; `bound` is at least 1.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  // `bytes` random bytes as lower-case hexadecimal digits.
  [[nodiscard]] std::string hex(std::size_t bytes);
};

// The operating system's generator: for keys, secrets, references.
class OsRandom final : public Random {
 public:
  void fill(std::span<std::byte> bytes) override;
};

// The same sequence for the same seed, on every machine: for tests, simulated worlds and jitter that must be
// repeatable.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::byte> bytes) override;

 private:
  std::mt19937_64 engine_;
};

// A reference for a case, "K-" and five digits, drawn and not counted, so that it tells nobody how many cases there
// are. Whoever stores it draws again if it is taken.
[[nodiscard]] std::string draw_case_reference(Random& random);

}  // namespace base
