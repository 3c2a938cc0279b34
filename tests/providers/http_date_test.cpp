#include "providers/http_date.hpp"

#include "tests/support/catch.hpp"

#include <array>

namespace {

std::string read(std::string_view text) {
  std::optional<providers::Instant> const date = providers::parse_date(text);
  return date ? providers::iso_date(*date) : "none";
}

}  // namespace

TEST_CASE("dates of answers and of lists of messages are read") {
  CHECK(read("Sun, 06 Nov 1994 08:49:37 GMT") == "1994-11-06T08:49:37Z");
  CHECK(read("Mon, 23 Nov 2026 10:00:01 +0000") == "2026-11-23T10:00:01Z");
  CHECK(read("Mon, 23 Nov 2026 10:00:01 -0000") == "2026-11-23T10:00:01Z");
  CHECK(read("Mon, 23 Nov 2026 15:45:01 +0545") == "2026-11-23T10:00:01Z");
  CHECK(read("Mon, 23 Nov 2026 05:00:01 -0500") == "2026-11-23T10:00:01Z");
  CHECK(read("Thu, 29 Feb 2024 23:59:60 GMT") == "2024-03-01T00:00:00Z");
}

TEST_CASE("what is no such date is none") {
  constexpr std::array<std::string_view, 13> texts = {"",
                                                      "soon",
                                                      "-5",
                                                      "3",
                                                      "Sunday, 06-Nov-94 08:49:37 GMT",
                                                      "Sun Nov  6 08:49:37 1994",
                                                      "Sun, 31 Feb 2026 08:49:37 GMT",
                                                      "Sun, 06 Nov 1994 24:49:37 GMT",
                                                      "Sun, 06 Nov 1994 08:49 GMT",
                                                      "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
                                                      "Sun, 06 Nov 1994 08:49:37 NPT",
                                                      "Sun, 06 Nov 1994 08:49:37 GMT GMT",
                                                      "Sun, 06 Foo 1994 08:49:37 GMT"};
  for (std::string_view const text : texts) {
    INFO(text);
    CHECK(read(text) == "none");
  }
}

TEST_CASE("a header is found in whatever case it comes") {
  std::array const headers = {providers::Header{"X-A", "1"}, providers::Header{"x-a", "2"}};
  CHECK(providers::find_header(headers, "x-A") == "1");
  CHECK(providers::find_header(headers, "x-b") == "");
}
