// X-Twilio-Signature: base64 of HMAC-SHA1, keyed with an auth token, over the address that Twilio called and the form
// fields sorted by name (Twilio, "Webhooks Security"). Kept apart from the adapter because Twilio is not consistent
// about the port in that address, so that one request has two right signatures a token.
// Threads: const methods only, safe from any thread.
#pragma once

#include "providers/crypto.hpp"
#include "providers/form.hpp"
#include "providers/provider.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace providers {

class TwilioSignature {
 public:
  // Tokens are tried in the order given; an empty one is no token. Without any, no request is genuine.
  explicit TwilioSignature(std::span<std::string const> auth_tokens);

  // `form` holds the fields of a form body; it is empty for GET and for JSON, where the address says it all.
  [[nodiscard]] bool is_genuine(std::string_view url, std::span<Field const> form, std::string_view signature) const;

  // By the first token; empty if there is none.
  [[nodiscard]] std::string make(std::string_view url, std::span<Field const> form) const;

 private:
  std::vector<HmacKey> keys_;
};

// The spellings of an address that Twilio may have signed: as it is, and without its port, or with the scheme's own if
// it names none.
[[nodiscard]] std::vector<std::string> twilio_spellings(std::string_view url);

}  // namespace providers
