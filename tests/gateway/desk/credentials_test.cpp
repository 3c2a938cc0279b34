#include "gateway/desk/credentials.hpp"

#include "gateway/desk/password_hasher.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"

#include <algorithm>
#include <set>

TEST_CASE("a password is kept as an argon2id hash that fits it alone, and another each time") {
  std::string const hash = desk::hash_password("four words unlike others", desk::password_cost_min).value();
  CHECK(hash.starts_with("$argon2id$"));
  CHECK_FALSE(hash.contains("words"));
  CHECK(desk::password_fits(hash, "four words unlike others"));
  CHECK_FALSE(desk::password_fits(hash, "four words unlike other"));
  CHECK_FALSE(desk::password_fits("", ""));
  CHECK_FALSE(desk::password_fits("not a hash", "four words unlike others"));
  CHECK(hash != desk::hash_password("four words unlike others", desk::password_cost_min).value());
}

TEST_CASE("passwords that are short, endless, the name or the demo's are refused with a reason") {
  struct Row {
    std::string password;
    bool is_demo;
    bool is_good;
  };
  for (auto const& [password, is_demo, is_good] :
       {Row{"four words unlike others", false, true}, Row{"eleven lett", false, false}, Row{"", false, false},
        Row{"नमस्ते साथी हामी छौं", false, true}, Row{"नमस्ते", false, false},
        Row{std::string(desk::password_bytes_max + 1, 'x'), false, false}, Row{"binod binod binod", false, false},
        Row{std::string(desk::demo_password), false, false}, Row{std::string(desk::demo_password) + "1", false, false},
        Row{std::string(desk::demo_password), true, true}}) {
    CAPTURE(password, is_demo);
    base::Result<void> const checked = desk::check_password(password, "binod", is_demo);
    CHECK(checked.has_value() == is_good);
    if (!checked) CHECK_FALSE(checked.error().message.empty());
  }
}

TEST_CASE("secrets are long and never alike, and their hashes do not hold them") {
  base::SeededRandom random(7);
  std::string const one = desk::make_secret(random);
  std::string const other = desk::make_secret(random);
  CHECK(one.size() == 64);
  CHECK(one != other);
  CHECK(desk::hash_secret(one).size() == 32);
  CHECK(desk::hash_secret(one) != desk::hash_secret(other));
  CHECK(desk::csrf_of(one) != desk::csrf_of(other));
  CHECK(desk::csrf_of(one) != one);
  CHECK(desk::same_secret(one, std::string(one)));
  CHECK_FALSE(desk::same_secret(one, other));
  CHECK_FALSE(desk::same_secret(one, one.substr(1)));
}

TEST_CASE("recovery codes can be copied from paper in any case") {
  base::SeededRandom random(7);
  std::vector<std::string> const codes = desk::make_recovery_codes(random);
  REQUIRE(codes.size() == 8);
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == codes.size());
  CHECK(codes[0].size() == 19);
  std::string typed = codes[0];
  std::ranges::transform(typed, typed.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::ranges::replace(typed, '-', ' ');
  CHECK(desk::hash_recovery_code(typed) == desk::hash_recovery_code(codes[0]));
  CHECK(desk::hash_recovery_code(codes[1]) != desk::hash_recovery_code(codes[0]));
}

TEST_CASE("passwords are hashed and checked away from the loop") {
  support::Loop loop;
  desk::PasswordHasher hasher(loop.executor(), desk::password_cost_min);
  base::Result<std::string> const hash = loop.run(hasher.hash("four words unlike others"));
  REQUIRE(hash.has_value());
  CHECK(loop.run(hasher.fits(*hash, "four words unlike others")).value());
  CHECK_FALSE(loop.run(hasher.fits(*hash, "something else")).value());
  CHECK_FALSE(loop.run(hasher.fits("", "something else")).value());
}
