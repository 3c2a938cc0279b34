#include "flows/text/segments.hpp"

#include "flows/text/utf8.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transcript.hpp"

#include <random>
#include <sstream>
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

std::string unescaped(std::string_view written) {
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\' || i + 1 == written.size()) {
      text += written[i];
      continue;
    }
    ++i;
    text += written[i] == 'n' ? '\n' : written[i] == 'r' ? '\r' : written[i] == 't' ? '\t' : written[i];
  }
  return text;
}

// The table that a counter in another language shares.
std::vector<Sample> shared_cases() {
  std::string const table = support::read_text(std::string(SAATHI_SOURCE_DIR) + "/tests/flows/text/segments.tsv");
  std::vector<Sample> samples;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#') || line.starts_with("name\t")) continue;
    std::istringstream cells(line);
    std::string name;
    std::string text;
    std::string encoding;
    std::string parts;
    std::getline(cells, name, '\t');
    std::getline(cells, text, '\t');
    std::getline(cells, encoding, '\t');
    std::getline(cells, parts, '\t');
    Sample sample{name, unescaped(text), encoding == "gsm7" ? gsm7 : ucs2, {}};
    std::istringstream units_of_parts(parts);
    for (std::string each; std::getline(units_of_parts, each, '+');) sample.parts.push_back(std::stoi(each));
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace

TEST_CASE("texts are counted and split as the networks do") {
  std::vector<Sample> const samples = shared_cases();
  REQUIRE(samples.size() >= 34);
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
