#include "gateway/base/forwarded.hpp"

#include "tests/support/catch.hpp"

#include <string>
#include <vector>

namespace {

std::vector<base::IpRange> ranges(std::vector<std::string> const& texts) {
  std::vector<base::IpRange> made;
  for (std::string const& text : texts) made.push_back(base::IpRange::parse(text).value());
  return made;
}

}  // namespace

TEST_CASE("a range holds the addresses that its bits say") {
  struct Case {
    char const* range;
    char const* address;
    bool is_in;
  };
  auto const [range, address, is_in] = GENERATE(values<Case>({
      {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.8", false},
      {"10.0.0.0/8", "10.255.1.2", true},
      {"10.0.0.0/8", "11.0.0.1", false},
      {"198.51.100.64/27", "198.51.100.95", true},
      {"198.51.100.64/27", "198.51.100.96", false},
      {"0.0.0.0/0", "203.0.113.1", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "2001:db8::1", true},
      {"2001:db8::/32", "2001:db8:1::2", true},
      {"2001:db8::/32", "2001:db9::1", false},
      {"127.0.0.0/8", "::ffff:127.0.0.1", true},
      {"127.0.0.0/8", "local", false},
      {"127.0.0.0/8", "", false},
  }));
  CAPTURE(range, address);
  CHECK(base::IpRange::parse(range).value().contains(address) == is_in);
}

TEST_CASE("what is no range is refused") {
  for (char const* const text :
       {"", "help.example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "1.2.3", "10.0.0.0/8x"}) {
    INFO(text);
    CHECK_FALSE(base::IpRange::parse(text));
  }
}

TEST_CASE("the caller is the first from the right whom no trusted proxy is") {
  struct Case {
    char const* about;
    std::vector<base::HttpHeader> headers;
    char const* socket;
    char const* caller;
  };
  auto const [about, headers, socket, caller] = GENERATE(values<Case>({
      {"no proxy", {{"X-Forwarded-For", "203.0.113.9"}}, "198.51.100.1", "198.51.100.1"},
      {"one proxy", {{"x-forwarded-for", "203.0.113.9"}}, "10.0.0.1", "203.0.113.9"},
      {"a forged entry stands left", {{"X-Forwarded-For", "127.0.0.1, 203.0.113.9"}}, "10.0.0.1", "203.0.113.9"},
      {"two proxies", {{"X-Forwarded-For", "203.0.113.9, 10.0.0.2"}}, "10.0.0.1", "203.0.113.9"},
      {"two lines of the header",
       {{"X-Forwarded-For", "192.0.2.1"}, {"X-Forwarded-For", "203.0.113.9"}},
       "10.0.0.1",
       "203.0.113.9"},
      {"a port", {{"X-Forwarded-For", "203.0.113.9:4711"}}, "10.0.0.1", "203.0.113.9"},
      {"Forwarded",
       {{"Forwarded", "for=192.0.2.1;proto=https, For=\"[2001:db8::7]:4711\";by=10.0.0.1"}},
       "10.0.0.1",
       "2001:db8::7"},
      {"Forwarded goes before the older one",
       {{"X-Forwarded-For", "192.0.2.1"}, {"Forwarded", "for=203.0.113.9"}},
       "10.0.0.1",
       "203.0.113.9"},
      {"hidden", {{"Forwarded", "for=_hidden"}}, "10.0.0.1", "10.0.0.1"},
      {"nonsense behind a proxy", {{"X-Forwarded-For", "203.0.113.9, what"}}, "10.0.0.1", "10.0.0.1"},
      {"nothing said", {}, "10.0.0.1", "10.0.0.1"},
      {"all are proxies", {{"X-Forwarded-For", "10.0.0.3, 10.0.0.2"}}, "10.0.0.1", "10.0.0.3"},
      {"an IPv4 address written as IPv6", {{"X-Forwarded-For", "::ffff:203.0.113.9"}}, "10.0.0.1", "203.0.113.9"},
  }));
  INFO(about);
  CHECK(base::caller_address(headers, socket, ranges({"10.0.0.0/8"})) == caller);
}

TEST_CASE("a problem says what is wrong and nothing about us") {
  base::HttpResponse const answer =
      base::problem(base::Error{base::Code::storage, "The \"line\" is full.", "/var/lib/saathi.db: errno 28"});
  CHECK(answer.status == 503);
  CHECK(answer.body ==
        R"({"type":"about:blank","title":"Try again later","status":503,"detail":"The \"line\" is full."})");
  CHECK(base::find_header(answer.headers, "Retry-After") == "5");
  auto const wrong = base::problem(base::wrong_field("limit", "limit: 1 to 200.").error());
  CHECK(wrong.status == 400);
  CHECK(wrong.body.contains(R"("errors":[{"field":"limit","detail":"limit: 1 to 200."}])"));
  CHECK(base::problem({base::Code::too_often, "Wait.", {}}).status == 429);
  CHECK(base::find_header(answer.headers, "content-type") == "application/problem+json");
  CHECK(base::problem(400, "a", "b").body == R"({"type":"about:blank","title":"a","status":400,"detail":"b"})");
  CHECK(base::problem(base::Error{base::Code::forbidden, "no", ""}).status == 403);
  CHECK(base::text(200, "x").body == "x");
}
