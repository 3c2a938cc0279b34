#include "gateway/base/ids.hpp"

#include "gateway/base/ensure.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

namespace base {
namespace {

constexpr int counter_bits = 20;
// 2024-01-01T00:00:00Z. 43 bits of milliseconds reach to the year 2302.
constexpr Instant epoch{Milliseconds{1'704'067'200'000}};

}  // namespace

std::int64_t IdSource::next() {
  std::int64_t const elapsed = std::max<std::int64_t>((clock_.now() - epoch).count(), 0);
  std::int64_t const earliest = (elapsed << counter_bits) | 1;
  std::scoped_lock const lock(mutex_);
  last_ = std::max(earliest, last_ + 1);
  return last_;
}

Instant made_at(std::int64_t id) { return epoch + Milliseconds{id >> counter_bits}; }

std::uint64_t Random::below(std::uint64_t bound) {
  ensure(bound > 0, "a draw is from at least one");
  // Values beyond the last whole multiple of `bound` are drawn again, else small results would come more often.
  std::uint64_t const rest = (std::numeric_limits<std::uint64_t>::max() % bound + 1) % bound;
  std::uint64_t const most = std::numeric_limits<std::uint64_t>::max() - rest;
  while (true) {
    std::uint64_t drawn = 0;
    fill(std::as_writable_bytes(std::span(&drawn, 1)));
    if (drawn <= most) return drawn % bound;
  }
}

std::string Random::hex(std::size_t bytes) {
  std::vector<std::byte> drawn(bytes);
  fill(drawn);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (std::byte const byte : drawn) {
    text += digits[std::to_integer<std::size_t>(byte >> 4)];
    text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

void OsRandom::fill(std::span<std::byte> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

void SeededRandom::fill(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    std::uint64_t const drawn = engine_();
    std::size_t const taken = std::min(bytes.size(), sizeof drawn);
    std::memcpy(bytes.data(), &drawn, taken);
    bytes = bytes.subspan(taken);
  }
}

std::string draw_case_reference(Random& random) {
  std::string digits = std::to_string(random.below(100'000));
  digits.insert(0, 5 - digits.size(), '0');
  return "K-" + digits;
}

}  // namespace base
