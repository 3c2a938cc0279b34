#include "gateway/desk/credentials.hpp"

#include "gateway/desk/one_time_code.hpp"

#include <sodium.h>

#include <array>

namespace desk {

namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t recovery_bytes = 10;

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

std::string digest(std::string_view about, std::string_view text) {
  std::string input(about);
  input.append(":").append(text);
  std::string hash(hash_bytes, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), raw(input), input.size(), nullptr, 0);
  sodium_memzero(input.data(), input.size());
  return hash;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (char const byte : bytes) {
    auto const value = static_cast<unsigned char>(byte);
    text.push_back(digits[value >> 4U]);
    text.push_back(digits[value & 15U]);
  }
  return text;
}

std::size_t letters_in(std::string_view text) {
  std::size_t letters = 0;
  for (char const byte : text) letters += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U ? 1 : 0;
  return letters;
}

}  // namespace

base::Result<void> check_password(std::string_view password, std::string_view name, bool is_demo) {
  using base::Code;
  if (letters_in(password) < password_letters_min) {
    return base::error(Code::bad_input,
                       "A password needs at least 12 letters: four words that do not belong together.");
  }
  if (password.size() > password_bytes_max) return base::error(Code::bad_input, "This password is too long.");
  if (!name.empty() && password.contains(name)) {
    return base::error(Code::bad_input, "A password may not hold the account's name: choose another.");
  }
  if (!is_demo && password.contains(demo_password)) {
    return base::error(Code::bad_input, "This is the demo's password, which everybody knows: choose another.");
  }
  return {};
}

base::Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  bool const is_ready = sodium_init() >= 0;
  if (!is_ready ||
      crypto_pwhash_argon2id_str(hash.data(), password.data(), password.size(), cost.passes, cost.memory_bytes) != 0) {
    return base::error(base::Code::busy, "There is no memory to check passwords now: try again.");
  }
  return std::string(hash.data());
}

bool password_fits(std::string const& hash, std::string_view password) {
  if (sodium_init() < 0 || hash.empty() || hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string make_secret(base::Random& random) { return random.hex(secret_bytes); }

std::string hash_secret(std::string_view secret) { return digest("secret", secret); }

std::string csrf_of(std::string_view session_secret) { return hex(digest("csrf", session_secret)); }

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::vector<std::string> make_recovery_codes(base::Random& random) {
  std::vector<std::string> codes;
  for (int i = 0; i < recovery_codes_count; ++i) {
    std::array<std::byte, recovery_bytes> bytes{};
    random.fill(bytes);
    std::string code = base32({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    for (std::size_t const at : {12UL, 8UL, 4UL}) code.insert(at, "-");
    codes.push_back(std::move(code));
  }
  return codes;
}

std::string hash_recovery_code(std::string_view typed) {
  std::string plain;
  for (char const c : typed) {
    if (c >= 'a' && c <= 'z') plain.push_back(static_cast<char>(c - 'a' + 'A'));
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) plain.push_back(c);
  }
  return digest("recovery", plain);
}

}  // namespace desk
