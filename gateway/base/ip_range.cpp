#include "gateway/base/ip_range.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace base {
namespace {

namespace ip = boost::asio::ip;
using Bytes = std::array<std::uint8_t, 16>;

std::optional<ip::address> read_address(std::string_view text) {
  boost::system::error_code failure;
  ip::address address = ip::make_address(text, failure);
  if (failure) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

Bytes as_bytes(ip::address const& address) {
  if (address.is_v4()) return ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
  return address.to_v6().to_bytes();
}

}  // namespace

Result<IpRange> IpRange::parse(std::string_view text) {
  auto const refuse = [] {
    return error(Code::bad_input, "This is no IP address or network; write it like \"192.0.2.7\" or \"10.0.0.0/8\".");
  };
  std::size_t const slash = text.find('/');
  auto const address = read_address(text.substr(0, slash));
  if (!address) return refuse();
  IpRange range;
  range.network_ = as_bytes(*address);
  if (slash == std::string_view::npos) return range;
  std::string_view const digits = text.substr(slash + 1);
  int const bits_max = address->is_v4() ? 32 : 128;
  int bits = -1;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || bits < 0 || bits > bits_max) {
    return refuse();
  }
  range.bits_ = address->is_v4() ? bits + 96 : bits;
  return range;
}

bool IpRange::contains(std::string_view address) const {
  auto const found = read_address(address);
  if (!found) return false;
  Bytes const bytes = as_bytes(*found);
  for (int bit = 0; bit < bits_; bit += 8) {
    int const compared = std::min(bits_ - bit, 8);
    auto const mask = static_cast<std::uint8_t>(0xFFU << (8 - compared));
    auto const place = static_cast<std::size_t>(bit / 8);
    if ((bytes[place] & mask) != (network_[place] & mask)) return false;
  }
  return true;
}

bool any_contains(std::span<IpRange const> ranges, std::string_view address) {
  return std::ranges::any_of(ranges, [&](IpRange const& range) { return range.contains(address); });
}

std::span<IpRange const> loopback_ranges() {
  static std::array const ranges{IpRange::parse("127.0.0.0/8").value(), IpRange::parse("::1").value()};
  return ranges;
}

std::string plain_address(std::string_view address) {
  auto const found = read_address(address);
  return found ? found->to_string() : std::string();
}

}  // namespace base
