// Signatures and what they are made of, over OpenSSL's EVP. A key is prepared once and kept: fetching the algorithm
// anew for each webhook costs three times the digest itself.
// Threads: everything here may be used from any thread at once.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace providers {

enum class Hash { sha1, sha256 };

// A secret, ready to sign with.
class HmacKey {
 public:
  HmacKey(Hash hash, std::string_view secret);
  ~HmacKey();
  HmacKey(HmacKey&&) noexcept;
  HmacKey& operator=(HmacKey&&) noexcept;

  // The raw digest (20 or 32 bytes) of the pieces, one behind the other.
  [[nodiscard]] std::string sign(std::span<std::string_view const> pieces) const;
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The raw digest, 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);

[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::string hex(std::string_view bytes);  // lower case

// Whether two secrets are the same, in a time that does not tell where they differ (it may tell their lengths).
[[nodiscard]] bool same_secret(std::string_view left, std::string_view right);

}  // namespace providers
