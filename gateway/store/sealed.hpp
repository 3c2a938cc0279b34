// A value of a sealed column: private in memory, cipher text on disk, bound to its column and row. Which columns those
// are, and whose key seals each, stands in sealed_columns.hpp.
#pragma once

#include "gateway/base/private.hpp"

namespace store {

template <class T>
using Sealed = base::Private<T>;

}  // namespace store
