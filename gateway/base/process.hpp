// What the process asks of the system for itself: what is in its memory is never written to a core file, nor read by
// another process of the same user.
#pragma once

namespace base {

void forbid_core_dumps();

}  // namespace base
