#include "gateway/line/digits.hpp"

#include "flows/text/utf8.hpp"

#include <algorithm>
#include <array>

namespace line {
namespace {

// The zeros of Unicode 15's decimal digits (general category Nd); the nine others follow each. From DerivedNumericType.
constexpr std::array<char32_t, 68> zeros{
    0x0030,  0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6,  0x0A66,  0x0AE6,  0x0B66,  0x0BE6,  0x0C66,  0x0CE6,
    0x0D66,  0x0DE6,  0x0E50,  0x0ED0,  0x0F20,  0x1040,  0x1090,  0x17E0,  0x1810,  0x1946,  0x19D0,  0x1A80,
    0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,  0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,
    0xFF10,  0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0,
    0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0};

struct Range {
  char32_t first;
  char32_t last;
};

// What stands inside a number and means nothing: blanks, hyphens, brackets, dots, strokes, marks of direction, joiners,
// variation selectors, the keycap.
constexpr std::array<Range, 29> fillers{{
    {0x09, 0x0D},     {0x20, 0x20},     {0x28, 0x29},       {0x2D, 0x2F},       {0x85, 0x85},       {0xA0, 0xA0},
    {0xAD, 0xAD},     {0xB7, 0xB7},     {0x034F, 0x034F},   {0x061C, 0x061C},   {0x1680, 0x1680},   {0x180B, 0x180F},
    {0x2000, 0x2015}, {0x2028, 0x202F}, {0x205F, 0x206F},   {0x20E3, 0x20E3},   {0x2212, 0x2212},   {0x2215, 0x2215},
    {0x3000, 0x3000}, {0xFE00, 0xFE0F}, {0xFE58, 0xFE58},   {0xFE63, 0xFE63},   {0xFEFF, 0xFEFF},   {0xFF08, 0xFF09},
    {0xFF0D, 0xFF0F}, {0xFFF9, 0xFFFB}, {0x1D173, 0x1D17A}, {0xE0000, 0xE007F}, {0xE0100, 0xE01EF},
}};

bool is_filler(char32_t point) {
  return std::ranges::any_of(fillers, [&](Range range) { return range.first <= point && point <= range.last; });
}

// U+FF0B full-width, U+2795 heavy, U+FE62 small, U+207A raised.
bool is_plus(char32_t point) {
  return point == U'+' || point == 0xFF0B || point == 0x2795 || point == 0xFE62 || point == 0x207A;
}

}  // namespace

std::string plain_digits(std::string_view as_written) {
  std::string plain;
  for (std::size_t at = 0; at < as_written.size();) {
    auto const [point, bytes] = flows::decode_at(as_written, at);
    auto const zero = std::ranges::find_if(zeros, [&](char32_t first) { return first <= point && point < first + 10; });
    if (zero != zeros.end()) {
      plain += static_cast<char>('0' + (point - *zero));
    } else if (is_plus(point)) {
      plain += '+';
    } else if (!is_filler(point)) {
      flows::append_utf8(plain, point);
    }
    at += bytes;
  }
  return plain;
}

}  // namespace line
