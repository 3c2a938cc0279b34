#include "providers/json.hpp"

#include "providers/charset.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

namespace providers {
namespace {

constexpr std::string_view replacement_escape = "\\ufffd";
constexpr std::size_t escape_length = 6;  // \uXXXX

// The unit that an escape at this place names; nothing if there is none.
std::optional<unsigned> unit_at(std::string_view document, std::size_t at) {
  if (at + escape_length > document.size() || document[at] != '\\' || document[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  char const* const first = document.data() + at + 2;
  char const* const last = first + 4;
  auto const [end, problem] = std::from_chars(first, last, unit, 16);
  if (problem != std::errc{} || end != last) return std::nullopt;
  return unit;
}

// Copies one escape beginning with a backslash at `at`, mended; gives the place behind it.
std::size_t mend_escape(std::string_view document, std::size_t at, std::string& mended) {
  std::optional<unsigned> const unit = unit_at(document, at);
  if (!unit) {
    mended += document.substr(at, 2);
    return std::min(at + 2, document.size());
  }
  bool const is_high = *unit >= 0xD800 && *unit <= 0xDBFF;
  bool const is_low = *unit >= 0xDC00 && *unit <= 0xDFFF;
  std::optional<unsigned> const next = is_high ? unit_at(document, at + escape_length) : std::nullopt;
  if (next && *next >= 0xDC00 && *next <= 0xDFFF) {
    mended += document.substr(at, 2 * escape_length);
    return at + 2 * escape_length;
  }
  if (is_high || is_low) {
    mended += replacement_escape;
  } else if (*unit != 0) {
    mended += document.substr(at, escape_length);
  }
  return at + escape_length;
}

// The same document with every string in it readable. What stands outside strings is left to the parser.
std::string mend(std::string_view document) {
  std::string mended;
  mended.reserve(document.size() + 16);
  bool in_string = false;
  for (std::size_t at = 0; at < document.size();) {
    char const byte = document[at];
    if (in_string && byte == '\\') {
      at = mend_escape(document, at, mended);
      continue;
    }
    if (byte == '"') in_string = !in_string;
    if (in_string && static_cast<unsigned char>(byte) < 0x20) {
      constexpr std::string_view digits = "0123456789abcdef";
      mended += "\\u00";
      mended += digits[static_cast<unsigned char>(byte) >> 4U];
      mended += digits[static_cast<unsigned char>(byte) & 15U];
    } else {
      mended += byte;
    }
    ++at;
  }
  return mended;
}

}  // namespace

std::optional<boost::json::object> parse_object(std::string_view document) {
  // A byte order mark is no JSON, and some write one. Zero bytes go here, their escapes in `mend`.
  if (document.starts_with("\xEF\xBB\xBF")) document.remove_prefix(3);
  boost::system::error_code problem;
  boost::json::value value = boost::json::parse(mend(text_of_utf8(document)), problem);
  if (problem || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string text_at(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  if (value == nullptr) return {};
  if (boost::json::string const* const text = value->if_string()) return std::string(*text);
  if (value->is_number()) return boost::json::serialize(*value);
  return {};
}

bool has_text(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  return value != nullptr && (value->is_string() || value->is_number());
}

std::optional<int> number_at(boost::json::object const& object, std::string_view key) {
  std::string const text = text_at(object, key);
  int number = 0;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

boost::json::object const* object_at(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

}  // namespace providers
