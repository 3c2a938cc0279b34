#include "gateway/desk/one_time_code.hpp"

#include "gateway/base/ensure.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace desk {

namespace {

constexpr std::int64_t step_milliseconds = 30'000;
constexpr std::size_t sha1_bytes = 20;

bool is_same(std::string_view left, std::string_view right) {
  unsigned difference = left.size() == right.size() ? 0U : 1U;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    difference |= static_cast<unsigned char>(left[i]) ^ static_cast<unsigned>(static_cast<unsigned char>(right[i]));
  }
  return difference == 0;
}

}  // namespace

std::int64_t step_of(base::Instant at) { return at.time_since_epoch().count() / step_milliseconds; }

std::string code_at(std::string_view secret, std::int64_t step, int digits) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter.at(counter.size() - 1 - i) =
        static_cast<unsigned char>((static_cast<std::uint64_t>(step) >> (8 * i)) & 0xFF);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  unsigned char const* const made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                                         counter.size(), mac.data(), &size);
  base::ensure(made != nullptr && size == sha1_bytes, "OpenSSL signs with SHA-1");
  // RFC 4226 section 5.3: four bytes from where the last one points.
  std::size_t const at = mac.at(sha1_bytes - 1) & 15U;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = (number << 8U) | mac.at(at + i);
  number &= 0x7FFFFFFFU;
  std::string code(static_cast<std::size_t>(digits), '0');
  for (std::size_t i = code.size(); i-- > 0; number /= 10) code[i] = static_cast<char>('0' + number % 10);
  return code;
}

std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code, base::Instant now,
                                          std::int64_t last_step) {
  if (secret.empty()) return std::nullopt;
  std::int64_t const current = step_of(now);
  std::optional<std::int64_t> accepted;
  for (std::int64_t const step : {current - 1, current, current + 1}) {
    if (is_same(code_at(secret, step), code) && step > last_step && !accepted) accepted = step;
  }
  return accepted;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (char const byte : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text.push_back(letters[(held >> (bits - 5)) & 31U]);
  }
  if (bits > 0) text.push_back(letters[(held << (5 - bits)) & 31U]);
  return text;
}

std::string enrolment_uri(std::string_view name, std::string_view secret) {
  return "otpauth://totp/Saathi:" + std::string(name) + "?secret=" + base32(secret) + "&issuer=Saathi";
}

}  // namespace desk
