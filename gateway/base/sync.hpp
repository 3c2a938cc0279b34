// One value that another thread hands to a coroutine on the loop: the store's writer and the HTTP client answer so.
//   auto [promise, future] = make_promise<Rows>(executor);   // promise moves to the other thread
//   auto const rows = co_await future.take();
// The wait cannot be cancelled: the other thread may still use what the waiting coroutine lent it. So whoever holds the
// promise must end in bounded time. A promise dropped without a value makes `take` throw Abandoned.
// Threads: `set` any; `take` the loop thread, once.
#pragma once

#include "gateway/base/ensure.hpp"
#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace base {

struct Abandoned : std::runtime_error {
  Abandoned() : std::runtime_error("the other thread dropped a promise without keeping it") {}
};

// Something that happens once. Threads: loop thread only.
class Arrival {
 public:
  explicit Arrival(boost::asio::any_io_executor loop);
  ~Arrival();
  Arrival(Arrival const&) = delete;
  Arrival& operator=(Arrival const&) = delete;

  void arrive();
  // Returns at once if it happened already; cannot be cancelled.
  [[nodiscard]] Task<void> wait();
  [[nodiscard]] boost::asio::any_io_executor const& loop() const { return loop_; }

 private:
  struct Waiting;
  boost::asio::any_io_executor loop_;
  std::unique_ptr<Waiting> waiting_;
};

template <class T>
struct Handover {
  explicit Handover(boost::asio::any_io_executor loop) : arrival(std::move(loop)) {}
  Arrival arrival;
  std::optional<T> value;
};

template <class T>
class Promise {
 public:
  explicit Promise(std::shared_ptr<Handover<T>> handover) : handover_(std::move(handover)) {}
  Promise(Promise&&) noexcept = default;
  Promise& operator=(Promise&& other) noexcept {
    std::swap(handover_, other.handover_);
    return *this;
  }
  ~Promise() {
    if (handover_) deliver(std::nullopt);
  }

  void set(T value) {
    ensure(handover_ != nullptr, "a promise is kept once");
    deliver(std::move(value));
  }

 private:
  void deliver(std::optional<T> value) {
    auto const loop = handover_->arrival.loop();
    boost::asio::post(loop, [handover = std::move(handover_), value = std::move(value)]() mutable {
      handover->value = std::move(value);
      handover->arrival.arrive();
    });
    handover_.reset();
  }

  std::shared_ptr<Handover<T>> handover_;
};

template <class T>
class Future {
 public:
  explicit Future(std::shared_ptr<Handover<T>> handover) : handover_(std::move(handover)) {}

  [[nodiscard]] Task<T> take() {
    auto const handover = handover_;
    co_await handover->arrival.wait();
    if (!handover->value) throw Abandoned();
    co_return std::move(*handover->value);
  }

 private:
  std::shared_ptr<Handover<T>> handover_;
};

template <class T>
[[nodiscard]] std::pair<Promise<T>, Future<T>> make_promise(boost::asio::any_io_executor loop) {
  auto handover = std::make_shared<Handover<T>>(std::move(loop));
  return {Promise<T>(handover), Future<T>(handover)};
}

}  // namespace base
