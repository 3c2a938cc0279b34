// Accounts, sessions and tokens as JSON. Neither secrets nor what is sealed stand there.
#pragma once

#include "gateway/console/call.hpp"

namespace console {

[[nodiscard]] boost::json::object to_json(store::Account const& account);
[[nodiscard]] boost::json::object to_json(store::ApiToken const& token);
// `own`: the session that asks, marked as such.
[[nodiscard]] base::HttpResponse sessions_answer(base::Result<std::vector<store::Session>> const& sessions,
                                                 std::optional<store::Session> const& own);

}  // namespace console
