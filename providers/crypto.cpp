#include "providers/crypto.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace providers {
namespace {

struct FreeMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
};
struct FreeContext {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Mac = std::unique_ptr<EVP_MAC, FreeMac>;
using Context = std::unique_ptr<EVP_MAC_CTX, FreeContext>;

// OpenSSL takes bytes as unsigned char; this is the one place that says so.
unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

// Only out of memory, or an OpenSSL without SHA, comes here.
void must(bool is_good) {
  if (!is_good) throw std::runtime_error("OpenSSL could not compute a digest");
}

}  // namespace

struct HmacKey::State {
  Mac mac;
  Context keyed;  // never updated itself: each signature works on a copy, which is what makes `sign` const
};

HmacKey::HmacKey(Hash hash, std::string_view secret) : state_(std::make_unique<State>()) {
  state_->mac.reset(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  must(state_->mac != nullptr);
  state_->keyed.reset(EVP_MAC_CTX_new(state_->mac.get()));
  must(state_->keyed != nullptr);
  std::string name = hash == Hash::sha1 ? "SHA1" : "SHA256";
  std::array<OSSL_PARAM, 2> const settings = {OSSL_PARAM_construct_utf8_string("digest", name.data(), 0),
                                              OSSL_PARAM_construct_end()};
  must(EVP_MAC_init(state_->keyed.get(), bytes_of(secret), secret.size(), settings.data()) == 1);
}

HmacKey::~HmacKey() = default;
HmacKey::HmacKey(HmacKey&&) noexcept = default;
HmacKey& HmacKey::operator=(HmacKey&&) noexcept = default;

std::string HmacKey::sign(std::span<std::string_view const> pieces) const {
  Context const context(EVP_MAC_CTX_dup(state_->keyed.get()));
  must(context != nullptr);
  for (std::string_view const piece : pieces) {
    must(EVP_MAC_update(context.get(), bytes_of(piece), piece.size()) == 1);
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  std::size_t length = 0;
  must(EVP_MAC_final(context.get(), digest.data(), &length, digest.size()) == 1);
  return {digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(length)};
}

std::string HmacKey::sign(std::string_view text) const { return sign(std::span(&text, 1)); }

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  std::size_t length = 0;
  must(EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(), digest.data(), &length) == 1);
  return {digest.begin(), digest.end()};
}

std::string base64(std::string_view bytes) {
  // EVP_EncodeBlock writes a zero behind the text and counts in int: signatures and hashes are short.
  std::string encoded(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  int const length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), bytes_of(bytes),
                                     static_cast<int>(bytes.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return encoded;
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (char const byte : bytes) {
    auto const value = static_cast<unsigned char>(byte);
    text += digits[value >> 4U];
    text += digits[value & 15U];
  }
  return text;
}

bool same_secret(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace providers
