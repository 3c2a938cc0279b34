#include "flows/text/segments.hpp"

#include "flows/text/utf8.hpp"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

namespace flows {
namespace {

// TS 23.038: 140 octets of user data; a part of several gives 6 of them to its header.
constexpr int gsm_single = 160;
constexpr int gsm_part = 153;
constexpr int ucs2_single = 70;
constexpr int ucs2_part = 67;

// Letters of the default alphabet (TS 23.038 6.2.1) beyond those of ASCII.
constexpr std::u32string_view gsm_beyond_ascii = U"£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view gsm_escaped = U"\f^{}\\[~]|€";

// Septets of one character; 0 if it is not in the alphabet.
int septets(char32_t c) {
  if (gsm_escaped.find(c) != std::u32string_view::npos) return 2;
  if (c == U'\n' || c == U'\r') return 1;
  if (c >= 0x20 && c < 0x7F) return c == U'`' ? 0 : 1;
  return gsm_beyond_ascii.find(c) != std::u32string_view::npos ? 1 : 0;
}

int utf16_units(char32_t c) { return c > 0xFFFF ? 2 : 1; }

struct Capacity {
  int single = 0;
  int part = 0;
};
Capacity capacity(Encoding encoding) {
  return encoding == Encoding::gsm7 ? Capacity{gsm_single, gsm_part} : Capacity{ucs2_single, ucs2_part};
}

std::optional<Offending> first_offending(std::u32string_view points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (septets(points[i]) == 0) return Offending{points[i], static_cast<int>(i) + 1};
  }
  return std::nullopt;
}

int units_of(std::u32string_view points, Encoding encoding) {
  int units = 0;
  for (char32_t const c : points) units += encoding == Encoding::gsm7 ? septets(c) : utf16_units(c);
  return units;
}

// Where a reader would not mind a cut, in UTF-16 units, from ICU's rules for Nepali.
std::vector<bool> letter_ends(std::u32string_view points) {
  icu::UnicodeString text;
  for (char32_t const c : points) text.append(static_cast<UChar32>(c));
  std::vector<bool> ends(static_cast<std::size_t>(text.length()) + 1, false);
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> const letters(
      icu::BreakIterator::createCharacterInstance(icu::Locale("ne"), status));
  if (U_FAILURE(status)) {
    ends.assign(ends.size(), true);
    return ends;
  }
  letters->setText(text);
  for (int32_t at = letters->first(); at != icu::BreakIterator::DONE; at = letters->next()) {
    ends[static_cast<std::size_t>(at)] = true;
  }
  return ends;
}

bool is_conjunct_at(std::u32string_view points, std::size_t i) {
  constexpr char32_t halanta = 0x094D;
  constexpr char32_t joiner = 0x200D;
  if (i == 0) return false;
  bool const joined = points[i - 1] == joiner && i >= 2 && points[i - 2] == halanta;
  return (points[i - 1] == halanta || joined) && points[i] >= 0x0904 && points[i] <= 0x0939;
}

// What must stay together, as counts of code points: one letter as it is read, or one GSM character.
std::vector<std::size_t> pieces(std::u32string_view points, Encoding encoding) {
  std::vector<std::size_t> sizes;
  if (encoding == Encoding::gsm7) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      bool const line_end = i > 0 && points[i - 1] == U'\r' && points[i] == U'\n';
      if (line_end)
        ++sizes.back();
      else
        sizes.push_back(1);
    }
    return sizes;
  }
  std::vector<bool> const ends = letter_ends(points);
  std::size_t unit = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool const begins = ends[unit] && !is_conjunct_at(points, i);
    if (begins || sizes.empty())
      sizes.push_back(1);
    else
      ++sizes.back();
    unit += static_cast<std::size_t>(utf16_units(points[i]));
  }
  return sizes;
}

// A letter longer than a whole part has to be cut after all, at code points.
void add_oversized(std::vector<std::u32string>& parts, std::u32string_view piece, Encoding encoding, int room) {
  for (char32_t const c : piece) {
    std::u32string_view const one(&c, 1);
    if (units_of(parts.back(), encoding) + units_of(one, encoding) > room) parts.emplace_back();
    parts.back() += c;
  }
}

std::vector<std::u32string> split_points(std::u32string_view points, Encoding encoding) {
  Capacity const room = capacity(encoding);
  if (units_of(points, encoding) <= room.single) return {std::u32string(points)};
  std::vector<std::u32string> parts(1);
  int used = 0;
  std::size_t at = 0;
  for (std::size_t const size : pieces(points, encoding)) {
    std::u32string_view const piece = points.substr(at, size);
    int const units = units_of(piece, encoding);
    at += size;
    if (used + units > room.part && used > 0) {
      parts.emplace_back();
      used = 0;
    }
    if (units > room.part) {
      add_oversized(parts, piece, encoding, room.part);
      used = units_of(parts.back(), encoding);
      continue;
    }
    parts.back() += piece;
    used += units;
  }
  return parts;
}

std::u32string_view plain_form(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B: return U"'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F: return U"\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return U"-";
    case 0x2026: return U"...";
    case 0x00A0:
    case 0x202F:
    case 0x2009:
    case U'\t': return U" ";
    default: return {};
  }
}

}  // namespace

Segments count_segments(std::string_view text) {
  std::u32string const points = from_utf8(text);
  Segments segments;
  segments.offending = first_offending(points);
  segments.encoding = segments.offending ? Encoding::ucs2 : Encoding::gsm7;
  segments.units = units_of(points, segments.encoding);
  bool const alone = segments.units <= capacity(segments.encoding).single;
  segments.parts = alone ? 1 : static_cast<int>(split_points(points, segments.encoding).size());
  return segments;
}

std::vector<std::string> split_segments(std::string_view text) {
  std::u32string const points = from_utf8(text);
  Encoding const encoding = first_offending(points) ? Encoding::ucs2 : Encoding::gsm7;
  std::vector<std::string> parts;
  for (std::u32string const& part : split_points(points, encoding)) parts.push_back(to_utf8(part));
  return parts;
}

std::optional<std::string> plainer(std::string_view text) {
  std::u32string const points = from_utf8(text);
  if (!first_offending(points)) return std::nullopt;
  std::u32string out;
  for (char32_t const c : points) {
    std::u32string_view const plain = plain_form(c);
    if (plain.empty())
      out += c;
    else
      out += plain;
  }
  if (first_offending(out)) return std::nullopt;
  return to_utf8(out);
}

}  // namespace flows
