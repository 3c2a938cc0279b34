// The assertion of the house, always on: a bug ends the process with a place and a sentence, because going on with
// broken assumptions could send a text to the wrong person. Never for bad input: that is a Result.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

namespace base {

inline void ensure(bool holds, std::string_view must,
                   std::source_location const& where = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: broken invariant: %.*s\n", where.file_name(), static_cast<unsigned>(where.line()),
               static_cast<int>(must.size()), must.data());
  std::abort();
}

}  // namespace base
