#include "providers/json.hpp"

#include "tests/support/catch.hpp"

#include <array>

namespace {

std::string read(std::string_view document) {
  std::optional<boost::json::object> const object = providers::parse_object(document);
  return object ? providers::text_at(*object, "t") : "none";
}

}  // namespace

TEST_CASE("half an emoji costs no word that stands beside it") {
  CHECK(read(R"({"t":"a \ud83d"})") == "a \uFFFD");
  CHECK(read(R"({"t":"\ude4f a"})") == "\uFFFD a");
  CHECK(read(R"({"t":"\ud83d\ud83d\ude4f"})") == "\uFFFD🙏");
  CHECK(read(R"({"t":"\uD83D\u0041"})") == "\uFFFDA");
  CHECK(read(R"({"t":"\ud83d\ude4f"})") == "🙏");
  CHECK(read(R"({"t":"\\ud83d"})") == R"(\ud83d)");
  CHECK(read("{\"t\":\"\xED\xA0\xBD\"}") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("zeros are left out, raw control characters are kept, broken bytes are marked") {
  using namespace std::string_literals;
  CHECK(read(R"({"t":"hi\u0000 there"})") == "hi there");
  CHECK(read("{\"t\":\"hi\0 there\"}"s) == "hi there");
  CHECK(read("{\"t\":\"a\nb\tc\"}") == "a\nb\tc");
  CHECK(read("{\"t\":\"caf\xE9\"}") == "caf\uFFFD");
  CHECK(read("\xEF\xBB\xBF{\"t\":\"a\"}") == "a");
}

TEST_CASE("a number is text too, nothing else is") {
  CHECK(read(R"({"t":97455512101})") == "97455512101");
  CHECK(read(R"({"t":null})") == "");
  CHECK(read(R"({"t":["a"]})") == "");
  CHECK(read(R"({})") == "");
  std::optional<boost::json::object> const object = providers::parse_object(R"({"n":7,"s":"8","f":1.5,"o":{"a":1}})");
  REQUIRE(object);
  CHECK(providers::number_at(*object, "n") == 7);
  CHECK(providers::number_at(*object, "s") == 8);
  CHECK_FALSE(providers::number_at(*object, "f"));
  CHECK_FALSE(providers::number_at(*object, "missing"));
  CHECK(providers::object_at(*object, "o") != nullptr);
  CHECK(providers::object_at(*object, "n") == nullptr);
  CHECK(providers::has_text(*object, "n"));
  CHECK_FALSE(providers::has_text(*object, "o"));
}

TEST_CASE("what is no object is none, however it is broken") {
  std::string const deep = "{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}";
  std::array<std::string_view, 9> const documents = {"",      "[]",    "{\"t\":", "{\"t\":\"\\", "{\"t\":\"\\u12",
                                                     "\"a\"", "{t:1}", "{} {}",   deep};
  for (std::string_view const document : documents) {
    INFO(document.substr(0, 20));
    CHECK(read(document) == "none");
  }
}
