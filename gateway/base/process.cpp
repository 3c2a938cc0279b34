#include "gateway/base/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace base {

void forbid_core_dumps() {
  rlimit const none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace base
