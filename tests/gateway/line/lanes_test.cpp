#include "gateway/line/lanes.hpp"

#include "gateway/base/sync.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace {

using support::Loop;

// Enters, notes it, waits for `go`, notes the end.
base::Task<void> visit(line::Lanes& lanes, std::string lane, int number, std::vector<int>& order, base::Arrival& go) {
  line::Lanes::Place const place = co_await lanes.enter(std::move(lane));
  order.push_back(number);
  co_await go.wait();
}

}  // namespace

TEST_CASE("Work for one contact goes one after the other in the order of arrival, other contacts are not held up") {
  Loop loop;
  line::Lanes lanes(loop.executor());
  std::vector<int> order;
  base::Arrival first(loop.executor());
  base::Arrival rest(loop.executor());
  auto const spawn = [&](std::string lane, int number, base::Arrival& go) {
    boost::asio::co_spawn(loop.context(), visit(lanes, std::move(lane), number, order, go), boost::asio::detached);
    loop.settle();
  };
  spawn("a", 1, first);
  spawn("a", 2, rest);
  spawn("b", 3, rest);
  spawn("a", 4, rest);
  CHECK(order == std::vector<int>{1, 3});
  first.arrive();
  loop.settle();
  CHECK(order == std::vector<int>{1, 3, 2});
  rest.arrive();
  loop.settle();
  CHECK(order == std::vector<int>{1, 3, 2, 4});
  CHECK(lanes.size() == 0);
}
