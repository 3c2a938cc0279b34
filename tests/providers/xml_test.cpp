#include "providers/xml.hpp"

#include "tests/support/catch.hpp"

using namespace std::string_literals;

TEST_CASE("what XML minds is escaped, what it forbids is left out, the rest stays") {
  CHECK(providers::xml_escape("<a&b\">']]>\x0B"s) == "&lt;a&amp;b&quot;&gt;&apos;]]&gt;");
  CHECK(providers::xml_escape("a\tb\r\nc") == "a&#9;b&#13;&#10;c");
  CHECK(providers::xml_escape("\0\x01\x08\x0C\x1F x"s) == " x");
  CHECK(providers::xml_escape("x\uFFFE\uFFFFy\uFFFD") == "xy\uFFFD");
  CHECK(providers::xml_escape("नमस्ते 🙏") == "नमस्ते 🙏");
  CHECK(providers::xml_escape("caf\xE9") == "caf\uFFFD");
}

TEST_CASE("an attribute is written with its blank, or not at all") {
  CHECK(providers::xml_attribute("action", "https://h.example/?a=1&b=\"2\"") ==
        " action=\"https://h.example/?a=1&amp;b=&quot;2&quot;\"");
  CHECK(providers::xml_attribute("action", "") == "");
}
