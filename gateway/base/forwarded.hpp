// Whose request a proxy passes on. `Forwarded` (RFC 7239) and `X-Forwarded-For` are believed only as far as trusted
// proxies wrote them: read from the right, the first address that is no trusted proxy is the caller. Pure; any thread.
#pragma once

#include "gateway/base/http.hpp"
#include "gateway/base/ip_range.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

[[nodiscard]] std::string caller_address(std::vector<HttpHeader> const& headers, std::string_view socket_address,
                                         std::span<IpRange const> trusted_proxies);

}  // namespace base
