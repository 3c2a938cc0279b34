#include "flows/text/normalise.hpp"

#include "flows/text/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

namespace flows {
namespace {

// Apostrophes and marks that carry no sound. U+FFFD is none: an unreadable byte may have been a letter and parts words.
bool is_deleted(char32_t c) {
  switch (c) {
    case U'\'':
    case U'`':
    case 0x00B4:
    case 0x02B9:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xFF07:
    case 0xFF40:
    case 0x00AD:
    case 0x034F:
    case 0x061C:
    case 0x180E:
    case 0xFEFF:
    case 0x20E3: return true;
    default: break;
  }
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0000 && c <= 0xE01EF);
}

bool is_clause_end(char32_t c) {
  return c == '.' || c == ',' || c == ';' || c == '!' || c == '?' || c == '\n' || c == '\r' || c == 0x0964 ||
         c == 0x0965 || c == 0x060C || c == 0x061B || c == 0x061F || c == 0x3002;
}

bool is_emoji(char32_t c) {
  auto const point = static_cast<UChar32>(c);
  return c > 0xFF &&
         (u_hasBinaryProperty(point, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 || u_hasBinaryProperty(point, UCHAR_EMOJI) != 0);
}

// Letters, marks that belong to them, and numbers that are no digits.
bool is_word_character(char32_t c) {
  auto const mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

// Letters and vowel signs of Devanagari that nothing has to be asked about: not its digits, danda or sign of omission.
bool is_devanagari_letter(char32_t c) { return c >= 0x0900 && c <= 0x0963; }

class Builder {
 public:
  explicit Builder(std::size_t size) { out_.text.reserve(size); }

  // A code point that went through NFKC; [begin, end) are the bytes it came from.
  void take(char32_t c, std::size_t begin, std::size_t end) {
    if (c < 0x80) return take_ascii(static_cast<char>(c), begin, end);
    if (is_devanagari_letter(c)) return take_letter(c, begin, end);
    if (is_deleted(c)) return take_nothing();
    if (is_emoji(c)) return take_emoji(c, begin, end);
    if (!is_word_character(c)) return take_gap(c);
    int const digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit >= 0 && u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER) {
      return take_letter(static_cast<char32_t>('0' + digit), begin, end);
    }
    auto const lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    changed_ = changed_ || lower != c;
    take_letter(lower, begin, end);
  }

  // A mark between two letters was taken out: what stood apart may compose.
  void take_nothing() { changed_ = true; }

  void take_ascii(char c, std::size_t begin, std::size_t end) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c + ('a' - 'A'));
      changed_ = true;  // a mark that the capital did not take may compose with the small letter
    }
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return take_letter(static_cast<char32_t>(c), begin, end);
    if (c != '\'' && c != '`') take_gap(static_cast<char32_t>(c));
  }

  Normalised finish() {
    close();
    return std::move(out_);
  }

 private:
  void take_letter(char32_t c, std::size_t begin, std::size_t end) {
    if (word_.text.empty()) word_.begin = static_cast<std::uint32_t>(begin);
    word_.end = static_cast<std::uint32_t>(end);
    append_utf8(word_.text, c);
    ascii_ = ascii_ && c < 0x80;
  }

  void take_emoji(char32_t c, std::size_t begin, std::size_t end) {
    close();
    take_letter(c, begin, end);
    word_.emoji = true;
    close();
  }

  void take_gap(char32_t c) {
    close();
    if (is_clause_end(c)) clause_ended_ = true;
  }

  void close() {
    if (word_.text.empty()) return;
    if (clause_ended_ && !out_.words.empty()) ++clause_;
    clause_ended_ = false;
    if (!ascii_ && changed_) settle(word_.text);
    word_.clause = clause_;
    if (!out_.text.empty()) out_.text += ' ';
    out_.text += word_.text;
    out_.words.push_back(std::move(word_));
    word_ = Word{};
    ascii_ = true;
    changed_ = false;
  }

  // What stood apart by a mark now deleted may compose: a word once normalised must stay as it is.
  static void settle(std::string& word) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const nfkc = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) return;
    auto const points = icu::UnicodeString::fromUTF8(word);
    if (nfkc->isNormalized(points, status) != 0) return;
    auto const settled = nfkc->normalize(points, status);
    word.clear();
    settled.toUTF8String(word);
  }

  Normalised out_;
  Word word_;
  bool ascii_ = true;
  bool changed_ = false;  // since the last word: it may be in need of NFKC again
  bool clause_ended_ = false;
  std::uint32_t clause_ = 0;
};

// NFKC of one stretch that no neighbour can change, so that every word knows which bytes it came from.
void take_stretch(Builder& builder, icu::Normalizer2 const& nfkc, std::u32string const& points, std::size_t begin,
                  std::size_t end) {
  icu::UnicodeString stretch;
  for (char32_t const c : points) stretch.append(static_cast<UChar32>(c));
  UErrorCode status = U_ZERO_ERROR;
  auto const composed = nfkc.normalize(stretch, status);
  icu::UnicodeString const& out = U_SUCCESS(status) ? composed : stretch;
  builder.take_nothing();  // it was not as it should be
  for (int32_t i = 0; i < out.length(); i = out.moveIndex32(i, 1)) {
    builder.take(static_cast<char32_t>(out.char32At(i)), begin, end);
  }
}

// Most texts are in NFKC as they come: then every letter is its own.
bool is_nfkc(std::string_view text, icu::Normalizer2 const& nfkc) {
  UErrorCode status = U_ZERO_ERROR;
  bool const yes = nfkc.isNormalizedUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), status) != 0;
  return U_SUCCESS(status) && yes;
}

void take_as_it_is(Builder& builder, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      builder.take_ascii(text[at], at, at + 1);
      ++at;
      continue;
    }
    Decoded const next = decode_at(text, at);
    builder.take(next.code_point, at, at + next.bytes);
    at += next.bytes;
  }
}

bool is_plain_ascii_at(std::string_view text, std::size_t at) {
  auto const is_ascii = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) < 0x80; };
  return is_ascii(at) && (at + 1 == text.size() || is_ascii(at + 1));
}

}  // namespace

Normalised normalise(std::string_view text) {
  text = text.substr(0, text_bytes_max);
  UErrorCode status = U_ZERO_ERROR;
  auto const* const nfkc = icu::Normalizer2::getNFKCInstance(status);
  Builder builder(text.size());
  if (nfkc != nullptr && is_nfkc(text, *nfkc)) {
    take_as_it_is(builder, text);
    return builder.finish();
  }
  std::u32string stretch;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t at = 0;
  auto const flush = [&] {
    if (!stretch.empty() && nfkc != nullptr) take_stretch(builder, *nfkc, stretch, begin, end);
    stretch.clear();
  };
  while (at < text.size()) {
    if (is_plain_ascii_at(text, at)) {
      flush();
      builder.take_ascii(text[at], at, at + 1);
      ++at;
      continue;
    }
    Decoded const next = decode_at(text, at);
    auto const point = static_cast<UChar32>(next.code_point);
    if (is_deleted(next.code_point)) {
      builder.take_nothing();
      at += next.bytes;
      continue;
    }
    if (!stretch.empty() && nfkc != nullptr && nfkc->hasBoundaryBefore(point) != 0) flush();
    if (stretch.empty()) begin = at;
    stretch += next.code_point;
    at += next.bytes;
    end = at;
  }
  flush();
  return builder.finish();
}

std::string normalised_text(std::string_view text) { return normalise(text).text; }

}  // namespace flows
