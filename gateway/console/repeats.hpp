// Idempotency-Key: whoever is not sure that an act arrived sends it again with the same key, and it is done once. The
// answer of the first time is given again for a day. The same key with another request is refused: it would hide one of
// the two. Threads: loop thread only.
#pragma once

#include "gateway/console/routes.hpp"

#include <optional>

namespace console {

// Puts the key into the call's actor; or the answer, where the act is done already or the key cannot be.
[[nodiscard]] std::optional<base::HttpResponse> begin_act(base::HttpRequest const& request, Route const& route,
                                                          Call& call);
// After the act: keeps its answer; or, where another request of the same key was first, gives that one's answer.
[[nodiscard]] base::Task<base::HttpResponse> end_act(Parts parts, store::ActKey act, bool shows_secret,
                                                     base::HttpResponse response);

}  // namespace console
