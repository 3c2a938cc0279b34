// The one kind of coroutine in the house. One `co_await` per statement; its operands are names, its result goes into a
// name (CONTRIBUTING.md, common mistakes). Never a view or a reference to a temporary into a coroutine.
#pragma once

#include "gateway/base/error.hpp"

#include <boost/asio/awaitable.hpp>

namespace base {

template <class T>
using Task = boost::asio::awaitable<T>;

}  // namespace base
