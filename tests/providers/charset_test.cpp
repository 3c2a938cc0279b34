#include "providers/charset.hpp"

#include "tests/support/catch.hpp"

#include <vector>

using namespace std::string_literals;

namespace {

struct Case {
  std::string bytes;
  std::string text;
};

}  // namespace

TEST_CASE("broken UTF-8 is read as far as it goes, with U+FFFD for each thing that is no character") {
  std::vector<Case> const cases = {
      {"", ""},
      {"a\xE0\xA4\xA8z", "aनz"},
      {"\xF0\x9F\x99\x8F", "🙏"},
      {"hi\0 there"s, "hi there"},
      {"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong
      {"\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},            // overlong
      {"\xED\xA0\xBD", "\uFFFD\uFFFD\uFFFD"},            // a surrogate
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // beyond Unicode
      {"\xE0\xA4", "\uFFFD"},                            // cut at the end
      {"\xE0\xA4z", "\uFFFDz"},
      {"\xF0\x9F\x99", "\uFFFD"},
      {"\x80\xBF", "\uFFFD\uFFFD"},
      {"\xFF", "\uFFFD"},
  };
  for (Case const& c : cases) {
    INFO(c.text);
    CHECK(providers::text_of_utf8(c.bytes) == c.text);
    CHECK(providers::is_utf8(providers::text_of_utf8(c.bytes)));
  }
}

TEST_CASE("UTF-8 is told from what is none") {
  CHECK(providers::is_utf8("नमस्ते 🙏"));
  CHECK_FALSE(providers::is_utf8("caf\xE9"));
  CHECK_FALSE(providers::is_utf8("\xE0\xA4"));
}

TEST_CASE("UTF-16BE is read with surrogate pairs, halves of them become U+FFFD") {
  CHECK(providers::text_of_utf16be("\x09\x28\x09\x2e"s) == "नम");
  CHECK(providers::text_of_utf16be("\xd8\x3d\xde\x4f"s) == "🙏");
  CHECK(providers::text_of_utf16be("\xd8\x3d\0a"s) == "\uFFFDa");
  CHECK(providers::text_of_utf16be("\xde\x4f"s) == "\uFFFD");
  CHECK(providers::text_of_utf16be("\0a\0\0\0b\x09"s) == "ab\uFFFD");
  CHECK(providers::text_of_utf16be("\xfe\xff\0a"s) == "a");
  CHECK(providers::text_of_utf16be("") == "");
}

TEST_CASE("the older Latin table has the letters that phones send") {
  CHECK(providers::text_of_windows_1252("caf\xE9 \x80 \x93x\x94 \x81\0"s) == "café € “x” \uFFFD");
}
