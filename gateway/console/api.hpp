// The JSON API of the desk. Who acts is told by a session's cookie (with X-CSRF on every act), by an API token
// (Authorization: Bearer), or, over the shell's own socket alone, by X-Saathi-As. Then the route's right is asked for,
// and only then anything is looked at. Threads: loop thread only.
#pragma once

#include "gateway/console/call.hpp"

namespace console {

class Api {
 public:
  explicit Api(Parts parts) : parts_(std::move(parts)) {}

  // Any path under /api/v1/.
  [[nodiscard]] base::Task<base::HttpResponse> handle(base::HttpRequest request);

 private:
  Parts parts_;
};

}  // namespace console
