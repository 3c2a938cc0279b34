#include "gateway/desk/one_time_code.hpp"

#include "tests/support/catch.hpp"

using base::Instant;
using base::Milliseconds;

namespace {

constexpr char const* rfc_secret = "12345678901234567890";

Instant at_second(std::int64_t second) { return Instant{Milliseconds{second * 1000}}; }

}  // namespace

TEST_CASE("codes are those of RFC 6238, appendix B, and RFC 4226, appendix D") {
  struct Row {
    std::int64_t second;
    char const* code;
  };
  for (auto const& [second, code] :
       {Row{59, "94287082"}, Row{1111111109, "07081804"}, Row{1111111111, "14050471"}, Row{1234567890, "89005924"},
        Row{2000000000, "69279037"}, Row{20000000000, "65353130"}}) {
    CAPTURE(second);
    CHECK(desk::code_at(rfc_secret, desk::step_of(at_second(second)), 8) == code);
  }
  CHECK(desk::code_at(rfc_secret, 0) == "755224");
  CHECK(desk::code_at(rfc_secret, 9) == "520489");
}

TEST_CASE("a code is good a step early and a step late, and no further") {
  Instant const now = at_second(3000);  // step 100
  for (std::int64_t const step : {98, 99, 100, 101, 102}) {
    CAPTURE(step);
    std::optional<std::int64_t> const accepted =
        desk::accepted_step(rfc_secret, desk::code_at(rfc_secret, step), now, 0);
    CHECK(accepted.has_value() == (step >= 99 && step <= 101));
    if (accepted) CHECK(*accepted == step);
  }
}

TEST_CASE("a code is good once, and so is none before it") {
  Instant const now = at_second(3000);
  CHECK(desk::accepted_step(rfc_secret, desk::code_at(rfc_secret, 100), now, 99) == 100);
  CHECK_FALSE(desk::accepted_step(rfc_secret, desk::code_at(rfc_secret, 100), now, 100));
  CHECK_FALSE(desk::accepted_step(rfc_secret, desk::code_at(rfc_secret, 99), now, 100));
  CHECK(desk::accepted_step(rfc_secret, desk::code_at(rfc_secret, 101), now, 100) == 101);
}

TEST_CASE("nothing else is a code") {
  Instant const now = at_second(3000);
  std::string const code = desk::code_at(rfc_secret, 100);
  for (std::string const& wrong : {std::string(), code.substr(1), code + "0", " " + code, std::string("abcdef")}) {
    CHECK_FALSE(desk::accepted_step(rfc_secret, wrong, now, 0));
  }
  CHECK_FALSE(desk::accepted_step("", desk::code_at("", 100), now, 0));
}

TEST_CASE("base 32 is that of RFC 4648 without padding") {
  CHECK(desk::base32("") == "");
  CHECK(desk::base32("f") == "MY");
  CHECK(desk::base32("foobar") == "MZXW6YTBOI");
  CHECK(desk::enrolment_uri("asha", "foobar") == "otpauth://totp/Saathi:asha?secret=MZXW6YTBOI&issuer=Saathi");
}
