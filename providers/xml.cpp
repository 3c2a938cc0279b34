#include "providers/xml.hpp"

#include "providers/charset.hpp"

namespace providers {
namespace {

// U+FFFE and U+FFFF, the two three-byte characters that XML 1.0 forbids (surrogates are no UTF-8 to begin with).
bool is_noncharacter(std::string_view three_bytes) {
  return three_bytes == "\xEF\xBF\xBE" || three_bytes == "\xEF\xBF\xBF";
}

}  // namespace

std::string xml_escape(std::string_view text) {
  std::string const readable = text_of_utf8(text);
  std::string escaped;
  escaped.reserve(readable.size() + readable.size() / 8);
  for (std::size_t at = 0; at < readable.size(); ++at) {
    char const byte = readable[at];
    switch (byte) {
      case '&': escaped += "&amp;"; continue;
      case '<': escaped += "&lt;"; continue;
      case '>': escaped += "&gt;"; continue;
      case '"': escaped += "&quot;"; continue;
      case '\'': escaped += "&apos;"; continue;
      case '\t': escaped += "&#9;"; continue;
      case '\n': escaped += "&#10;"; continue;
      case '\r': escaped += "&#13;"; continue;
      default: break;
    }
    if (static_cast<unsigned char>(byte) < 0x20) continue;
    if (is_noncharacter(std::string_view(readable).substr(at, 3))) {
      at += 2;
      continue;
    }
    escaped += byte;
  }
  return escaped;
}

std::string xml_attribute(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  std::string attribute = " ";
  attribute += name;
  attribute += "=\"";
  attribute += xml_escape(value);
  attribute += '"';
  return attribute;
}

}  // namespace providers
