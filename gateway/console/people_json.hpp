// Accounts, sessions and tokens as JSON. Neither secrets nor what is sealed stand there.
#pragma once

#include "gateway/console/call.hpp"

#include <boost/json/value.hpp>

namespace console {

[[nodiscard]] boost::json::object to_json(store::Account const& account);
[[nodiscard]] boost::json::object to_json(store::ApiToken const& token);
// `own`: the session that asks, marked as such. `limit`: a list of so many may go on.
[[nodiscard]] base::HttpResponse sessions_answer(base::Result<std::vector<store::Session>> const& sessions,
                                                 std::optional<store::Session> const& own, int limit);
// The cursor behind this one; null: there are no more.
[[nodiscard]] boost::json::value next_of(std::string_view last);

}  // namespace console
