// How the shell reaches the API's own handlers: through var/saathi.sock when the gateway runs, in this process when the
// store is free.
#pragma once

#include "gateway/base/config.hpp"
#include "gateway/base/http.hpp"

#include <string>

namespace commands {

struct ApiCall {
  std::string method = "GET";
  std::string path;
  std::string as;    // who acts
  std::string body;  // JSON or empty
};

// The answer's status and body, or why the gateway could not be asked.
[[nodiscard]] base::Result<base::HttpResponse> call_api(base::Config const& config, ApiCall const& call);

}  // namespace commands
