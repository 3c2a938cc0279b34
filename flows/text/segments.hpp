// What a text costs to send: which alphabet it needs, how many units that is, and into how many parts it goes (3GPP TS
// 23.038 and 23.040: GSM-7 160 alone, 153 a part; UCS-2 70 alone, 67 a part). Counted here and nowhere else, so that
// checker, console and outbox agree. Splitting never cuts an escape pair, a surrogate pair or what reads as one letter
// (a Devanagari conjunct, an emoji sequence). Values only; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

enum class Encoding : std::uint8_t { gsm7, ucs2 };

// The first character that is not in GSM-7, for "this curly quote doubles the price".
struct Offending {
  char32_t code_point = 0;
  int character = 0;  // characters from 1
};

struct Segments {
  Encoding encoding = Encoding::gsm7;
  int units = 0;                       // septets (escaped ones count 2) or UTF-16 units
  int parts = 0;                       // an empty text is one part
  std::optional<Offending> offending;  // nothing when GSM-7
};

// Text that is not UTF-8 counts U+FFFD for what cannot be read.
[[nodiscard]] Segments count_segments(std::string_view text);

// The parts in order; joined they are the text.
[[nodiscard]] std::vector<std::string> split_segments(std::string_view text);

// The text with curly quotes, dashes, ellipsis and no-break spaces made plain, if that alone brings it into GSM-7;
// nothing if it would not (so never for Devanagari) or if it is GSM-7 already.
[[nodiscard]] std::optional<std::string> plainer(std::string_view text);

}  // namespace flows
