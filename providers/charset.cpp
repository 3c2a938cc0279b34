#include "providers/charset.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace providers {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t byte_order_mark = 0xFEFF;

bool is_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDFFF; }
bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

struct Read {
  char32_t character = replacement;
  std::size_t length = 1;  // bytes; of a broken sequence, those that could have begun a character (Unicode 3.9, U+FFFD)
  bool is_good = false;
};

// Precondition: at < bytes.size().
Read read_utf8(std::string_view bytes, std::size_t at) {
  auto const byte_at = [&](std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); };
  std::uint8_t const lead = byte_at(at);
  if (lead < 0x80) return {.character = lead, .length = 1, .is_good = true};
  std::size_t const length = lead >= 0xF0 ? 4U : lead >= 0xE0 ? 3U : 2U;
  if (lead < 0xC2 || lead > 0xF4) return {};
  // The second byte bars overlong forms, surrogates and what lies beyond Unicode (RFC 3629, section 4).
  std::uint8_t const second_min = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  std::uint8_t const second_max = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  char32_t character = lead & (0x7FU >> length);
  for (std::size_t index = 1; index < length; ++index) {
    std::uint8_t const low = index == 1 ? second_min : 0x80;
    std::uint8_t const high = index == 1 ? second_max : 0xBF;
    if (at + index >= bytes.size() || byte_at(at + index) < low || byte_at(at + index) > high) {
      return {.character = replacement, .length = index, .is_good = false};
    }
    character = (character << 6U) | (byte_at(at + index) & 0x3FU);
  }
  return {.character = character, .length = length, .is_good = true};
}

// Windows-1252 where it differs from ISO-8859-1: bytes 0x80–0x9F (WHATWG encoding index; the five holes are C1 controls
// there, unreadable here).
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20AC, replacement, 0x201A,      0x0192, 0x201E,      0x2026,      0x2020, 0x2021,      0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152,      replacement, 0x017D, replacement, replacement, 0x2018, 0x2019,      0x201C, 0x201D, 0x2022,
    0x2013, 0x2014,      0x02DC,      0x2122, 0x0161,      0x203A,      0x0153, replacement, 0x017E, 0x0178};

}  // namespace

void append_utf8(std::string& text, char32_t character) {
  if (is_surrogate(character) || character > 0x10FFFF) character = replacement;
  auto const push = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (character < 0x80) {
    push(character);
  } else if (character < 0x800) {
    push(0xC0U | (character >> 6U));
    push(0x80U | (character & 0x3FU));
  } else if (character < 0x10000) {
    push(0xE0U | (character >> 12U));
    push(0x80U | ((character >> 6U) & 0x3FU));
    push(0x80U | (character & 0x3FU));
  } else {
    push(0xF0U | (character >> 18U));
    push(0x80U | ((character >> 12U) & 0x3FU));
    push(0x80U | ((character >> 6U) & 0x3FU));
    push(0x80U | (character & 0x3FU));
  }
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    Read const read = read_utf8(bytes, at);
    if (!read.is_good) return false;
    at += read.length;
  }
  return true;
}

std::string text_of_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  std::size_t copied = 0;  // what lies between is good, and goes as a whole
  for (std::size_t at = 0; at < bytes.size();) {
    if (auto const byte = static_cast<std::uint8_t>(bytes[at]); byte != 0 && byte < 0x80) {
      ++at;
      continue;
    }
    Read const read = read_utf8(bytes, at);
    bool const stays = read.is_good && read.character != 0;
    if (!stays) {
      text.append(bytes, copied, at - copied);
      if (!read.is_good) append_utf8(text, replacement);
      copied = at + read.length;
    }
    at += read.length;
  }
  text.append(bytes, copied);
  return text;
}

std::string text_of_utf16be(std::string_view bytes) {
  auto const unit_at = [&](std::size_t at) -> char32_t {
    auto const high = static_cast<std::uint8_t>(bytes[at]);
    auto const low = static_cast<std::uint8_t>(bytes[at + 1]);
    return static_cast<char32_t>(high << 8U | low);
  };
  std::string text;
  text.reserve(bytes.size() / 2 * 3);
  std::size_t at = 0;
  while (at + 1 < bytes.size()) {
    char32_t const unit = unit_at(at);
    at += 2;
    if (is_high_surrogate(unit) && at + 1 < bytes.size() && is_low_surrogate(unit_at(at))) {
      append_utf8(text, 0x10000 + ((unit - 0xD800) << 10U) + (unit_at(at) - 0xDC00));
      at += 2;
    } else if (unit != 0 && (unit != byte_order_mark || at != 2)) {
      append_utf8(text, unit);
    }
  }
  if (at < bytes.size()) append_utf8(text, replacement);  // half a character at the end
  return text;
}

std::string text_of_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (char const byte : bytes) {
    auto const value = static_cast<std::uint8_t>(byte);
    if (value == 0) continue;
    append_utf8(text, value >= 0x80 && value < 0xA0 ? windows_1252.at(value - 0x80U) : value);
  }
  return text;
}

}  // namespace providers
