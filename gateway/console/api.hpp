// The JSON API of the desk, in its first form: what the shell needs, served to the shell alone (over var/saathi.sock,
// or in process when no gateway runs). Routes are rows of one table. Who acts stands in the header X-Saathi-As.
// Threads: loop thread only.
#pragma once

#include "gateway/base/http.hpp"
#include "gateway/base/task.hpp"
#include "gateway/desk/case_desk.hpp"

namespace console {

class Api {
 public:
  explicit Api(desk::CaseDesk& cases) : cases_(cases) {}

  // Any path under /api/v1/.
  [[nodiscard]] base::Task<base::HttpResponse> handle(base::HttpRequest request);

 private:
  desk::CaseDesk& cases_;
};

}  // namespace console
