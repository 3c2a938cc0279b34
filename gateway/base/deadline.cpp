#include "gateway/base/deadline.hpp"

#include "gateway/base/tasks.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>

namespace base {

namespace asio = boost::asio;

namespace {

struct Stop {
  asio::cancellation_signal signal;
  bool is_late = false;
  bool has_ended = false;
};

}  // namespace

Task<bool> run_until_deadline(Clock& clock, Task<void> task, Milliseconds limit) {
  auto const executor = co_await asio::this_coro::executor;
  auto const state = co_await asio::this_coro::cancellation_state;
  auto const stop = std::make_shared<Stop>();
  bool is_called_off = false;
  auto const alarm = clock.call_at(clock.now() + limit, [executor, stop] {
    // Inside the loop only: from outside Asio (1.81) would keep a bare pointer to a task that may end before.
    asio::dispatch(executor, [stop] {
      if (stop->has_ended) return;
      stop->is_late = true;
      stop->signal.emit(asio::cancellation_type::terminal);
    });
  });
  // The task has a signal of its own, so the caller's cancellation is passed on by hand.
  auto outer = state.slot();
  if (outer.is_connected()) {
    outer.assign([&](asio::cancellation_type type) {
      is_called_off = true;
      stop->signal.emit(type);
    });
  }
  std::exception_ptr thrown;
  try {
    auto token = asio::bind_cancellation_slot(stop->signal.slot(), asio::use_awaitable);
    co_await asio::co_spawn(executor, std::move(task), std::move(token));
  } catch (std::exception const& exception) {
    if (!stop->is_late || is_called_off || !is_cancelled(exception)) thrown = std::current_exception();
  }
  stop->has_ended = true;
  if (outer.is_connected()) outer.clear();
  if (thrown) std::rethrow_exception(thrown);
  co_return stop->is_late;
}

}  // namespace base
