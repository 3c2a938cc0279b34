#include "flows/text/segments.hpp"

#include "flows/text/utf8.hpp"
#include "tests/support/catch.hpp"

#include <random>
#include <string>

namespace {

std::string times(int count, std::string_view piece) {
  std::string text;
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

// Units of each part, as a phone counts them.
std::vector<int> units(std::string_view text) {
  flows::Encoding const whole = flows::count_segments(text).encoding;
  std::vector<int> out;
  for (std::string const& part : flows::split_segments(text)) {
    int count = 0;
    if (whole == flows::Encoding::gsm7)
      count = flows::count_segments(part).units;
    else
      for (char32_t const c : flows::from_utf8(part)) count += c > 0xFFFF ? 2 : 1;
    out.push_back(count);
  }
  return out;
}

struct Sample {
  std::string name;
  std::string text;
  flows::Encoding encoding;
  std::vector<int> parts;
};

constexpr flows::Encoding gsm7 = flows::Encoding::gsm7;
constexpr flows::Encoding ucs2 = flows::Encoding::ucs2;

}  // namespace

TEST_CASE("texts are counted and split as the networks do") {
  Sample const samples[] = {
      {"160 a", times(160, "a"), gsm7, {160}},
      {"161 a", times(161, "a"), gsm7, {153, 8}},
      {"306 a", times(306, "a"), gsm7, {153, 153}},
      {"307 a", times(307, "a"), gsm7, {153, 153, 1}},
      {"158 a and a bracket", times(158, "a") + "[", gsm7, {160}},
      {"159 a and a bracket", times(159, "a") + "[", gsm7, {153, 8}},
      {"an escaped pair at the edge", times(152, "a") + "€" + times(20, "a"), gsm7, {152, 22}},
      {"80 euro", times(80, "€"), gsm7, {160}},
      {"81 euro", times(81, "€"), gsm7, {152, 10}},
      {"70 ka", times(70, "क"), ucs2, {70}},
      {"71 ka", times(71, "क"), ucs2, {67, 4}},
      {"134 ka", times(134, "क"), ucs2, {67, 67}},
      {"135 ka", times(135, "क"), ucs2, {67, 67, 1}},
      {"a surrogate pair at the edge", times(66, "क") + "🙏" + times(5, "ख"), ucs2, {66, 7}},
      {"35 emoji", times(35, "🙏"), ucs2, {70}},
      {"36 emoji", times(36, "🙏"), ucs2, {66, 6}},
      {"a capital cedilla and a small one", "Çç", ucs2, {2}},
      {"letters of the alphabet", "ñéà", gsm7, {3}},
      {"a line feed", "a\nb", gsm7, {3}},
      {"delta", "Δ", gsm7, {1}},
      {"namaste", "नमस्ते", ucs2, {6}},
      {"nothing", "", gsm7, {0}},
      // A cut inside a conjunct, or of an emoji's parts, would begin a part with a sign that cannot stand alone.
      {"a conjunct at the edge", times(66, "क") + "क्ष" + times(10, "ख"), ucs2, {66, 13}},
      {"a conjunct with a joiner", times(64, "क") + "गर्\u200Dयो" + times(5, "ख"), ucs2, {65, 10}},
      {"an emoji of four", times(65, "क") + "\U0001F469\U0001F3FD\u200D\U0001F33E" + times(5, "ख"), ucs2, {65, 12}},
      {"straight quotes", times(158, "a") + "\"\"", gsm7, {160}},
      {"per cent signs", times(160, "%"), gsm7, {160}},
      {"plus signs", times(160, "+"), gsm7, {160}},
      {"a line end among ka", times(33, "क") + "\r\n" + times(35, "क"), ucs2, {70}},
  };
  for (Sample const& sample : samples) {
    CAPTURE(sample.name);
    flows::Segments const segments = flows::count_segments(sample.text);
    CHECK(segments.encoding == sample.encoding);
    CHECK(segments.parts == static_cast<int>(sample.parts.size()));
    CHECK(units(sample.text) == sample.parts);
    CHECK(segments.offending.has_value() == (sample.encoding == ucs2));
  }
}

TEST_CASE("one curly quote makes three parts of a text, and is named") {
  flows::Segments const segments = flows::count_segments(times(149, "a") + "\u2019");
  CHECK(segments.units == 150);
  CHECK(segments.parts == 3);
  REQUIRE(segments.offending.has_value());
  CHECK(segments.offending->code_point == 0x2019);
  CHECK(segments.offending->character == 150);
}

TEST_CASE("a plainer text is offered only where it brings the whole text into GSM-7") {
  CHECK(flows::plainer("don\u2019t \u201Cgo\u201D \u2013 wait\u2026") == "don't \"go\" - wait...");
  CHECK_FALSE(flows::plainer("don\u2019t 🙏").has_value());
  CHECK_FALSE(flows::plainer("नमस्ते…").has_value());
  CHECK_FALSE(flows::plainer("plain").has_value());
}

TEST_CASE("the parts of any text joined are the text, and none begins with a sign that cannot stand alone") {
  static constexpr char const* pieces[] = {"क", "कि", "दिँ",   "ष्ट्र", "गर्\u200Dयो", "a",  "[",
                                           "€", "🙏", "🙏🏽", " ",   "\r\n",       "त्र", "ल्लाई"};
  std::mt19937 random(31);
  std::uniform_int_distribution<std::size_t> pick(0, std::size(pieces) - 1);
  for (int i = 0; i < 300; ++i) {
    std::string text = "क";
    for (int k = 0; k < 150; ++k) text += pieces[pick(random)];
    std::string joined;
    std::vector<std::string> const parts = flows::split_segments(text);
    for (std::size_t part = 0; part < parts.size(); ++part) {
      joined += parts[part];
      char32_t const first = flows::from_utf8(parts[part]).front();
      CAPTURE(i, part, static_cast<unsigned>(first));
      bool const lone_sign =
          first == 0x094D || (first >= 0x093E && first <= 0x094C) || first == 0x0902 || first == 0x200D;
      CHECK_FALSE(lone_sign);
      CHECK(units(text)[part] <= 70);
    }
    REQUIRE(joined == text);
    CHECK(flows::count_segments(text).parts == static_cast<int>(parts.size()));
  }
}
