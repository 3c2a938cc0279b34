#include "providers/crypto.hpp"

#include "tests/support/catch.hpp"

#include <array>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using providers::Hash;
using providers::HmacKey;

TEST_CASE("HMAC gives the digests of RFC 2202 and RFC 4231") {
  CHECK(providers::hex(HmacKey(Hash::sha1, "Jefe").sign("what do ya want for nothing?")) ==
        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  CHECK(providers::hex(HmacKey(Hash::sha256, "Jefe").sign("what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  // A key longer than a block.
  CHECK(providers::hex(HmacKey(Hash::sha256, std::string(131, '\xaa'))
                           .sign("Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("a key signs pieces as it signs the whole, as often as it is asked, also from several threads") {
  HmacKey const key(Hash::sha1, "Jefe");
  std::array<std::string_view, 3> const pieces = {"what do ya ", "", "want for nothing?"};
  std::string const expected = key.sign("what do ya want for nothing?");
  CHECK(key.sign(pieces) == expected);
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (int& count : wrong) {
      threads.emplace_back([&] {
        for (int round = 0; round < 200; ++round) count += key.sign(pieces) == expected ? 0 : 1;
      });
    }
  }
  CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("a key can be moved") {
  HmacKey first(Hash::sha1, "Jefe");
  std::string const expected = first.sign("a");
  HmacKey const second = std::move(first);
  CHECK(second.sign("a") == expected);
}

TEST_CASE("SHA-256, hexadecimal and base64 are the usual ones") {
  CHECK(providers::hex(providers::sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(providers::base64("") == "");
  CHECK(providers::base64("f") == "Zg==");
  CHECK(providers::base64("fo") == "Zm8=");
  CHECK(providers::base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("secrets are the same only if every byte is") {
  CHECK(providers::same_secret("abc", "abc"));
  CHECK(providers::same_secret("", ""));
  CHECK_FALSE(providers::same_secret("abc", "abd"));
  CHECK_FALSE(providers::same_secret("abc", "ab"));
  CHECK_FALSE(providers::same_secret("", "a"));
}
