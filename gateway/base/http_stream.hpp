// An answer whose body comes by and by: live events. The handler gives one in HttpResponse::stream; the server sends
// the head, then asks for the next bytes, sends them, and asks again. A peer that takes none of them for the server's
// `write_time` is dropped. The connection ends with the stream. Whatever waits inside is bounded by the one who makes
// it. Threads: loop thread only.
#pragma once

#include "gateway/base/task.hpp"

#include <string>

namespace base {

class HttpStream {
 public:
  virtual ~HttpStream() = default;
  // Waits for the next bytes; empty: the stream has ended. Ends with operation_aborted when cancelled.
  [[nodiscard]] virtual Task<std::string> next() = 0;
  // The server stops: say so in a last word, then end.
  virtual void end() = 0;
};

}  // namespace base
