#include "gateway/console/query.hpp"

#include <algorithm>
#include <charconv>

namespace console {

namespace {

constexpr std::size_t pairs_max = 16;
constexpr std::string_view hex_digits = "0123456789abcdef";

// -1: none.
int hex_value(char digit) {
  char const lower = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
  std::size_t const value = hex_digits.find(lower);
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int const high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    int const low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      decoded.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return decoded;
}

std::string to_hex(std::string_view text) {
  std::string hex;
  for (char const each : text) {
    auto const byte = static_cast<unsigned char>(each);
    hex.push_back(hex_digits[byte >> 4]);
    hex.push_back(hex_digits[byte & 15]);
  }
  return hex;
}

// Nothing: not written by us.
std::optional<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    int const high = hex_value(hex[i]);
    int const low = hex_value(hex[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    text.push_back(static_cast<char>(high * 16 + low));
  }
  return text;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    std::size_t const end = text.find(at, begin);
    parts.emplace_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

}  // namespace

Query::Query(std::string_view text) {
  if (text.empty()) return;
  for (std::string const& each : split(text, '&')) {
    std::size_t const equals = std::min(each.find('='), each.size());
    std::string_view const whole(each);
    pairs_.emplace_back(percent_decoded(whole.substr(0, equals)),
                        percent_decoded(whole.substr(std::min(equals + 1, each.size()))));
    if (pairs_.size() > pairs_max) return;
  }
}

std::string Query::word(std::string_view key) const {
  auto const found = std::ranges::find(pairs_, key, [](auto const& each) -> std::string_view { return each.first; });
  return found == pairs_.end() ? std::string() : found->second;
}

base::Result<bool> Query::flag(std::string_view key) const {
  std::string const given = word(key);
  if (given.empty() || given == "0" || given == "false") return false;
  if (given == "1" || given == "true") return true;
  return base::wrong_field(std::string(key), std::string(key) + ": true or false.");
}

base::Result<void> Query::only(std::vector<std::string_view> const& keys) const {
  for (auto const& [key, value] : pairs_) {
    if (std::ranges::find(keys, key) != keys.end()) continue;
    std::string known;
    for (std::string_view const each : keys) known.append(known.empty() ? "" : ", ").append(each);
    return base::wrong_field(key, "This list knows no such word behind the question mark; it knows " + known + ".");
  }
  return {};
}

base::Result<Page> page_of(Query const& query, std::size_t parts) {
  Page page;
  if (std::string const limit = query.word("limit"); !limit.empty()) {
    std::optional<std::int64_t> const number = number_of(limit);
    if (!number || *number < 1 || *number > page_rows_max) {
      return base::wrong_field("limit", "limit: 1 to " + std::to_string(page_rows_max) + ".");
    }
    page.limit = static_cast<int>(*number);
  }
  std::string const given = query.word("cursor");
  if (given.empty()) return page;
  std::optional<std::string> const text = from_hex(given);
  if (text) page.after = split(*text, ' ');
  if (page.after.size() == parts) return page;
  return base::wrong_field("cursor", "cursor: the \"next\" of this list's former page, as it stood there.");
}

std::string cursor(std::vector<std::string> const& parts) {
  std::string text;
  for (std::string const& part : parts) text.append(text.empty() ? "" : " ").append(part);
  return to_hex(text);
}

std::optional<std::int64_t> number_of(std::string_view digits) {
  std::int64_t number = 0;
  char const* const end = digits.data() + digits.size();
  auto const [stop, fault] = std::from_chars(digits.data(), end, number);
  if (fault != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace console
