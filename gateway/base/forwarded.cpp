#include "gateway/base/forwarded.hpp"

#include <algorithm>
#include <ranges>

namespace base {
namespace {

// More hops than any real chain of proxies; what stands further left is not looked at.
constexpr std::size_t hops_max = 32;

std::string_view trim(std::string_view text) {
  std::size_t const from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

bool same_word(std::string_view a, std::string_view b) {
  auto const lower = [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter + 0; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

// "192.0.2.7", "192.0.2.7:4711", "[2001:db8::1]:4711", "2001:db8::1" -> the address; empty for "unknown" and "_hidden".
std::string address_of(std::string_view node) {
  node = trim(node);
  if (node.size() >= 2 && node.front() == '"' && node.back() == '"') node = node.substr(1, node.size() - 2);
  if (node.starts_with('[')) return plain_address(node.substr(1, node.find(']') - 1));
  if (std::ranges::count(node, ':') == 1) node = node.substr(0, node.find(':'));
  return plain_address(node);
}

// The `for` of one element of Forwarded; the whole element where the header is X-Forwarded-For.
std::string_view for_of(std::string_view element) {
  while (!element.empty()) {
    std::size_t const end = std::min(element.find(';'), element.size());
    std::string_view const pair = trim(element.substr(0, end));
    std::size_t const equals = pair.find('=');
    if (equals != std::string_view::npos && same_word(pair.substr(0, equals), "for")) return pair.substr(equals + 1);
    element.remove_prefix(std::min(end + 1, element.size()));
  }
  return {};
}

std::vector<std::string> hops(std::vector<HttpHeader> const& headers, std::string_view name) {
  std::vector<std::string> found;
  for (HttpHeader const& header : headers) {
    if (!same_word(header.name, name)) continue;
    std::string_view rest = header.value;
    while (true) {
      std::size_t const comma = rest.find(',');
      std::string_view const element = rest.substr(0, comma);
      found.push_back(address_of(name == "Forwarded" ? for_of(element) : element));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return found;
}

}  // namespace

std::string caller_address(std::vector<HttpHeader> const& headers, std::string_view socket_address,
                           std::span<IpRange const> trusted_proxies) {
  std::string caller(socket_address);
  if (!any_contains(trusted_proxies, caller)) return caller;
  std::vector<std::string> chain = hops(headers, "Forwarded");
  if (chain.empty()) chain = hops(headers, "X-Forwarded-For");
  for (std::string const& hop : chain | std::views::reverse | std::views::take(hops_max)) {
    if (hop.empty()) return caller;  // hidden or nonsense: the last one who is known
    caller = hop;
    if (!any_contains(trusted_proxies, caller)) return caller;
  }
  return caller;
}

}  // namespace base
