// The second factor: six digits that an authenticator app shows, another every 30 seconds (TOTP, RFC 6238, with the
// SHA-1 that every app knows). Pure; any thread.
#pragma once

#include "gateway/base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace desk {

inline constexpr std::size_t code_secret_bytes = 20;  // RFC 4226 section 4, R6
inline constexpr int code_digits = 6;

// Periods of 30 seconds since 1970.
[[nodiscard]] std::int64_t step_of(base::Instant at);
// `digits` is 6 to 8.
[[nodiscard]] std::string code_at(std::string_view secret, std::int64_t step, int digits = code_digits);
// The step whose code this is: now, one before or one after, for clocks that are off, but only after `last_step`, so
// that a code looked at over a shoulder is worth nothing once it was used.
[[nodiscard]] std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code,
                                                        base::Instant now, std::int64_t last_step);

// RFC 4648, without padding.
[[nodiscard]] std::string base32(std::string_view bytes);
// What an app reads from a QR code. `name` has letters, digits, '.', '-' and '_' only.
[[nodiscard]] std::string enrolment_uri(std::string_view name, std::string_view secret);

}  // namespace desk
