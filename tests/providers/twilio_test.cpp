#include "providers/provider.hpp"
#include "providers/twilio_signature.hpp"
#include "tests/support/catch.hpp"

#include <array>

namespace {

using providers::Field;

providers::TwilioSignature signature_with(std::vector<std::string> const& tokens) {
  return providers::TwilioSignature(tokens);
}

constexpr auto token = "0123456789abcdef0123456789abcdef";

}  // namespace

TEST_CASE("a form is signed sorted by bytes, each value of a name once") {
  std::array const form = {Field{"b", "2"}, Field{"B", "z"}, Field{"A", ""},
                           Field{"B", "a"}, Field{"a", "1"}, Field{"B", "a"}};
  CHECK(signature_with({token}).make("https://gw.example.org/x", form) == "ymHdT8gMjFfx6buh9irtUJCfaaU=");
}

TEST_CASE("JSON and GET are signed by their address alone") {
  providers::TwilioSignature const signature = signature_with({token});
  CHECK(signature.make("https://gw.example.org/twilio/json?bodySHA256="
                       "57ee9cc9bc541d2944c572e4bfd5d83be0b8ac1d8cb2ec94ee36a34436ae8651",
                       {}) == "4mi2+7jJAk1/3vgls8xs0GBJkPQ=");
  CHECK(signature.make("https://gw.example.org/twilio/voice?CallSid=CA00000000000000000000000000000001&"
                       "From=%2B97455501234&Digits=1%23",
                       {}) == "14lBQbPnk/PsMWiJYaKyLk+ck78=");
}

TEST_CASE("an address is tried with its port and without") {
  using Spellings = std::vector<std::string>;
  CHECK(providers::twilio_spellings("https://h.example/p?a=1:2") ==
        Spellings{"https://h.example/p?a=1:2", "https://h.example:443/p?a=1:2"});
  CHECK(providers::twilio_spellings("http://h.example?a") == Spellings{"http://h.example?a", "http://h.example:80?a"});
  CHECK(providers::twilio_spellings("https://h.example:8443/p") ==
        Spellings{"https://h.example:8443/p", "https://h.example/p"});
  CHECK(providers::twilio_spellings("https://[::1]/p") == Spellings{"https://[::1]/p", "https://[::1]:443/p"});
  CHECK(providers::twilio_spellings("https://[::1]:99/p") == Spellings{"https://[::1]:99/p", "https://[::1]/p"});
  CHECK(providers::twilio_spellings("nonsense") == Spellings{"nonsense"});
  CHECK(providers::twilio_spellings("") == Spellings{""});
}

TEST_CASE("without a token nothing is genuine, and an empty one is no token") {
  CHECK_FALSE(signature_with({}).is_genuine("https://h.example/", {}, ""));
  CHECK_FALSE(signature_with({""}).is_genuine("https://h.example/", {}, ""));
  CHECK(signature_with({""}).make("https://h.example/", {}).empty());
}

TEST_CASE("any of the tokens will do, the first one signs") {
  providers::TwilioSignature const both = signature_with({"new", token});
  providers::TwilioSignature const old = signature_with({token});
  CHECK(both.is_genuine("https://h.example/", {}, old.make("https://h.example/", {})));
  CHECK(both.make("https://h.example/", {}) == signature_with({"new"}).make("https://h.example/", {}));
  CHECK_FALSE(old.is_genuine("https://h.example/", {}, both.make("https://h.example/", {})));
}
