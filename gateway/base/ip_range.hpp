// A range of IP addresses, "10.0.0.0/8", "::1" or "192.0.2.7": who is believed, who is counted. IPv4 addresses written
// inside IPv6 (::ffff:192.0.2.7) are the IPv4 address. Pure; any thread.
#pragma once

#include "gateway/base/error.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace base {

class IpRange {
 public:
  [[nodiscard]] static Result<IpRange> parse(std::string_view text);

  // False for what is no address.
  [[nodiscard]] bool contains(std::string_view address) const;

 private:
  std::array<std::uint8_t, 16> network_{};  // IPv4 as ::ffff:a.b.c.d
  int bits_ = 128;
};

[[nodiscard]] bool any_contains(std::span<IpRange const> ranges, std::string_view address);

// 127.0.0.0/8 and ::1.
[[nodiscard]] std::span<IpRange const> loopback_ranges();

// The address in its shortest form, IPv4 out of IPv6 where it is one; empty if it is no address.
[[nodiscard]] std::string plain_address(std::string_view address);

}  // namespace base
