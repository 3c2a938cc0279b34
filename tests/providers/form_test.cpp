#include "providers/form.hpp"

#include "tests/support/catch.hpp"

#include <array>
#include <random>

using namespace std::string_literals;
using providers::Field;

TEST_CASE("a form is read with every byte in it: order, repeats, empty values, blanks at the ends") {
  std::vector<Field> const expected = {{"A", ""}, {"B", " z "}, {"B", "a&b=c"}, {"x", "हो"}, {"C", ""}, {"", "v"}};
  CHECK(providers::parse_form("A=&B=+z%20&B=a%26b=c&x=%E0%A4%B9%e0%a5%8b&&C&=v") == expected);
  CHECK(providers::parse_form("")->empty());
  CHECK(providers::parse_form("&&")->empty());
}

TEST_CASE("a broken escape stands for itself") {
  CHECK(providers::percent_decode("100%") == "100%");
  CHECK(providers::percent_decode("%4") == "%4");
  CHECK(providers::percent_decode("%zz%41") == "%zzA");
  CHECK(providers::percent_decode("%00") == "\0"s);
}

TEST_CASE("a form of more fields than a provider ever sends is none") {
  std::string form = "a=1";
  for (std::size_t count = 1; count < providers::fields_max; ++count) form += "&a=1";
  CHECK(providers::parse_form(form)->size() == providers::fields_max);
  CHECK_FALSE(providers::parse_form(form + "&a=1"));
}

TEST_CASE("of several fields of one name the first is found") {
  std::array const fields = {Field{"a", "1"}, Field{"a", "2"}, Field{"b", ""}};
  CHECK(providers::value_of(fields, "a") == "1");
  CHECK(providers::find(fields, "b") == "");
  CHECK_FALSE(providers::find(fields, "c"));
  CHECK(providers::value_of(fields, "c") == "");
}

TEST_CASE("a media type is known in any case and with any parameters") {
  constexpr std::string_view form = "application/x-www-form-urlencoded";
  CHECK(providers::is_media_type("application/x-www-form-urlencoded", form));
  CHECK(providers::is_media_type("application/x-www-form-urlencoded; charset=utf-8", form));
  CHECK(providers::is_media_type("application/x-www-form-urlencoded;charset=UTF-8", form));
  CHECK(providers::is_media_type(" Application/X-WWW-Form-URLEncoded ;a=b", form));
  CHECK_FALSE(providers::is_media_type("application/x-www-form-urlencodedx", form));
  CHECK_FALSE(providers::is_media_type("application/json", form));
  CHECK_FALSE(providers::is_media_type("", form));
}

TEST_CASE("what is escaped reads back as it was, whatever the bytes") {
  std::mt19937 random(20261123);
  std::uniform_int_distribution<int> bytes(0, 255);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int count = round % 40; count > 0; --count) text += static_cast<char>(bytes(random));
    CHECK(providers::percent_decode(providers::percent_encode(text)) == text);
    std::array const fields = {Field{text + "n", text}, Field{"b", text}};
    CHECK(providers::parse_form(providers::form_of(fields)) == std::vector<Field>(fields.begin(), fields.end()));
  }
}

TEST_CASE("an address gets parameters in byte order, none twice, nothing reserved in them") {
  std::array const id = {Field{"id", "a b/c"}};
  CHECK(providers::with_query("https://h.example/p", id) == "https://h.example/p?id=a%20b%2Fc");
  CHECK(providers::with_query("https://h.example/p?z=1&id=old&A=2&z=3", id) ==
        "https://h.example/p?A=2&id=a%20b%2Fc&z=1");
  CHECK(providers::with_query("https://h.example/p?x=1#rc=2&rp=all", id) ==
        "https://h.example/p?id=a%20b%2Fc&x=1#rc=2&rp=all");
  CHECK(providers::with_query("https://h.example/p#f") == "https://h.example/p#f");
  CHECK(providers::with_query("https://h.example/p?") == "https://h.example/p");
  std::string const once = providers::with_query("https://h.example/p?b=%c3%a9~&a=+", id);
  CHECK(providers::with_query(once, id) == once);
}

TEST_CASE("a query is what stands between the question mark and the fragment") {
  CHECK(providers::query_of("https://h.example/p?a=1&b=2#c?d") == "a=1&b=2");
  CHECK(providers::query_of("https://h.example/p#c?d") == "");
  CHECK(providers::query_of("https://h.example/p") == "");
}
