// What proves who somebody is: passwords (argon2id by libsodium) and long random secrets, which are kept as hashes.
// Hashing a password takes a tenth of a second and 64 MiB on purpose: never on the loop thread (password_hasher.hpp).
// Threads: any.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/base/ids.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// RFC 9106 section 4, second recommended option, on libsodium's one lane. Tests hand in the least that libsodium takes.
struct PasswordCost {
  unsigned long long passes = 3;
  std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
};
inline constexpr PasswordCost password_cost_min{.passes = 1, .memory_bytes = 8192};

inline constexpr std::size_t password_letters_min = 12;  // NIST SP 800-63B-4 asks for 8 beside a second factor
inline constexpr std::size_t password_bytes_max = 256;   // so that nobody makes us hash a book
// What demo accounts have; refused wherever no demo runs.
inline constexpr std::string_view demo_password = "saathi-demo-only";

// Why this may not be somebody's password, in a sentence.
[[nodiscard]] base::Result<void> check_password(std::string_view password, std::string_view name, bool is_demo);
// As libsodium writes it, with its salt and cost. Fails if there is no memory for it.
[[nodiscard]] base::Result<std::string> hash_password(std::string_view password, PasswordCost cost);
[[nodiscard]] bool password_fits(std::string const& hash, std::string_view password);

// A secret to be shown once: 32 random bytes as hexadecimal digits. `hash_secret` is what may be kept of it, 32 bytes.
[[nodiscard]] std::string make_secret(base::Random& random);
[[nodiscard]] std::string hash_secret(std::string_view secret);
// What a page of the session sends with every act, in X-CSRF: another site's page cannot know it.
[[nodiscard]] std::string csrf_of(std::string_view session_secret);
// In a time that does not tell where they differ.
[[nodiscard]] bool same_secret(std::string_view left, std::string_view right);

// "7KQ2-M4XD-PB3N-5TRW": 80 bits, to be written on paper.
inline constexpr int recovery_codes_count = 8;
[[nodiscard]] std::vector<std::string> make_recovery_codes(base::Random& random);
// As they are kept: small letters and spaces are forgiven.
[[nodiscard]] std::string hash_recovery_code(std::string_view typed);

}  // namespace desk
