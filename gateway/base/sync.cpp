#include "gateway/base/sync.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace base {

namespace asio = boost::asio;

struct Arrival::Waiting {
  explicit Waiting(asio::any_io_executor const& loop) : timer(loop, asio::steady_timer::time_point::max()) {}
  asio::steady_timer timer;
  bool is_here = false;
};

Arrival::Arrival(asio::any_io_executor loop) : loop_(std::move(loop)), waiting_(std::make_unique<Waiting>(loop_)) {}

Arrival::~Arrival() = default;

void Arrival::arrive() {
  waiting_->is_here = true;
  waiting_->timer.cancel();
}

Task<void> Arrival::wait() {
  while (!waiting_->is_here) {
    // An empty slot: the caller's cancellation does not reach the timer.
    auto token = asio::bind_cancellation_slot(asio::cancellation_slot(), asio::as_tuple(asio::use_awaitable));
    co_await waiting_->timer.async_wait(std::move(token));
  }
}

}  // namespace base
