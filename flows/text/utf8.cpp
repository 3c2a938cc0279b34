#include "flows/text/utf8.hpp"

namespace flows {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U;
}

}  // namespace

Decoded decode_at(std::string_view text, std::size_t at) {
  unsigned const lead = byte_at(text, at);
  if (lead < 0x80U) return {lead, 1};
  std::size_t const length = lead >= 0xF0U && lead < 0xF5U   ? 4
                             : lead >= 0xE0U && lead < 0xF0U ? 3
                             : lead >= 0xC2U && lead < 0xE0U ? 2
                                                             : 0;
  if (length == 0) return {replacement_character, 1};
  char32_t point = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text, at + i)) return {replacement_character, 1};
    point = (point << 6U) | (byte_at(text, at + i) & 0x3FU);
  }
  bool const too_long = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  bool const no_character = (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF;
  if (too_long || no_character) return {replacement_character, 1};
  return {point, length};
}

std::u32string from_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    Decoded const next = decode_at(text, at);
    out += next.code_point;
    at += next.bytes;
  }
  return out;
}

void append_utf8(std::string& out, char32_t point) {
  auto const put = [&out](char32_t bits) { out += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | (point >> 6U));
    put(0x80 | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0 | (point >> 12U));
    put(0x80 | ((point >> 6U) & 0x3FU));
    put(0x80 | (point & 0x3FU));
  } else {
    put(0xF0 | (point >> 18U));
    put(0x80 | ((point >> 12U) & 0x3FU));
    put(0x80 | ((point >> 6U) & 0x3FU));
    put(0x80 | (point & 0x3FU));
  }
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (char32_t const point : text) append_utf8(out, point);
  return out;
}

}  // namespace flows
