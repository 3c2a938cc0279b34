#include "tests/tidy/outside.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace tidy {

namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// A telephone number is invented if it has one of these in it, or begins like one of the next.
constexpr std::array counting = std::to_array<std::string_view>({"1234", "00000", "55501", "5512"});
constexpr std::array invented = std::to_array<std::string_view>({
    "97455512", "97798412", "97799912", "9665012", "9715012", "6011123",
    "1500555",  // the numbers of Twilio's test accounts
    "1201555",  // 555-01xx: reserved for fiction in North America
    "1555",
    "447700900",  // reserved for drama by Ofcom
});
// E.164 allows 15 digits; fewer than 8 is a short code or an emergency number, or no number at all.
constexpr std::size_t number_digits_min = 8;
constexpr std::size_t number_digits_max = 15;

// Content names real lines on purpose; the samples of numbers are the metadata's own examples, or no numbers at all.
bool may_name_real_numbers(std::string_view path) {
  return path.starts_with("config/") || path.starts_with("tests/gateway/line/numbers_") ||
         path.ends_with("package-lock.json");
}

bool is_invented(std::string_view digits) {
  return std::ranges::any_of(counting, [digits](std::string_view each) { return digits.contains(each); }) ||
         std::ranges::any_of(invented, [digits](std::string_view each) { return digits.starts_with(each); });
}

// Hosts that exist nowhere, or that pure code only writes down.
constexpr std::array example_hosts = std::to_array<std::string_view>(
    {"localhost", "example", "example.com", "example.org", "example.net", "test", "invalid"});

bool is_example_host(std::string_view host) {
  return std::ranges::any_of(example_hosts, [host](std::string_view each) {
    return host == each || (host.ends_with(each) && host[host.size() - each.size() - 1] == '.');
  });
}

struct Ip {
  std::array<int, 4> parts{};
  std::size_t size = 0;  // characters
};

// Reads "203.0.113.9" at the beginning of `text`; longer chains of dotted numbers (versions) are none.
std::optional<Ip> read_ip(std::string_view text) {
  Ip ip;
  for (std::size_t i = 0; i < ip.parts.size(); ++i) {
    if (i > 0) {
      if (!text.substr(ip.size).starts_with('.')) return std::nullopt;
      ip.size += 1;
    }
    auto const [end, error] = std::from_chars(text.data() + ip.size, text.data() + text.size(), ip.parts.at(i));
    std::size_t const digits = static_cast<std::size_t>(end - text.data()) - ip.size;
    if (error != std::errc() || digits > 3 || ip.parts.at(i) > 255) return std::nullopt;
    ip.size += digits;
  }
  bool const goes_on = ip.size + 1 < text.size() && text[ip.size] == '.' && is_digit(text[ip.size + 1]);
  return goes_on ? std::nullopt : std::optional(ip);
}

bool is_harmless(Ip const& ip) {
  auto const [a, b, c, d] = ip.parts;
  bool const is_private = a == 10 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) || (a == 100 && b == 64);
  bool const is_reserved = a == 0 || a == 11 || a >= 224 || (a == 169 && b == 254);
  bool const is_documentation =
      (a == 192 && b == 0 && c == 2) || (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
  return a == 127 || is_private || is_reserved || is_documentation;
}

// These open sockets; elsewhere a host is only a text.
bool may_connect(std::string_view path) {
  return path.starts_with("tests/gateway/") || path.starts_with("tests/support/") ||
         // The picture names the address of SVG's namespace.
         (path.starts_with("tests/bench/") && !path.ends_with("/picture.cpp")) ||
         (path.starts_with("tests/system/") && !path.ends_with("package-lock.json"));
}

}  // namespace

std::vector<Complaint> check_numbers(File const& file) {
  std::vector<Complaint> complaints;
  if (may_name_real_numbers(file.path)) return complaints;
  for (std::size_t at = file.text.find('+'); at != std::string::npos; at = file.text.find('+', at + 1)) {
    std::size_t end = at + 1;
    while (end < file.text.size() && is_digit(file.text[end])) ++end;
    std::string_view const digits = std::string_view(file.text).substr(at + 1, end - at - 1);
    bool const is_number = digits.size() >= number_digits_min && digits.size() <= number_digits_max;
    if (is_number && !is_invented(digits)) {
      complaints.push_back({file.path, line_of(file.text, at),
                            "a telephone number that may be somebody's: use one of tests/tidy/outside.cpp"});
    }
  }
  return complaints;
}

std::vector<Complaint> check_addresses(File const& file) {
  std::vector<Complaint> complaints;
  if (!may_connect(file.path)) return complaints;
  std::string_view const text = file.text;
  auto const complain = [&](std::size_t at) {
    complaints.push_back({file.path, line_of(text, at), "an address outside this machine: tests stay on loopback"});
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool const begins = is_digit(text[at]) && (at == 0 || (!is_digit(text[at - 1]) && text[at - 1] != '.'));
    if (!begins) continue;
    auto const ip = read_ip(text.substr(at));
    if (!ip) continue;
    if (!is_harmless(*ip)) complain(at);
    at += ip->size;
  }
  constexpr std::string_view scheme = "://";
  for (std::size_t at = text.find(scheme); at != std::string_view::npos; at = text.find(scheme, at + 1)) {
    std::string_view const rest = text.substr(at + scheme.size());
    std::size_t const end = rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");
    std::string_view const host = rest.substr(0, end);
    bool const is_name = host.contains('.') && !is_digit(host.front()) && !host.ends_with('.');
    if (is_name && !is_example_host(host)) complain(at);
  }
  return complaints;
}

}  // namespace tidy
