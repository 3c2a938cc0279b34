// Runs coroutines of a test on a loop of its own. `run` returns what the task returned, `settle` lets everything run
// that can run without time or network, `until` waits for a condition that real sockets bring about.
#pragma once

#include "gateway/base/task.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace support {

class Loop {
 public:
  [[nodiscard]] boost::asio::io_context::executor_type executor() { return context_.get_executor(); }
  [[nodiscard]] boost::asio::io_context& context() { return context_; }

  // False: there was nothing to do.
  bool settle() {
    bool did_something = false;
    context_.restart();
    while (context_.poll() > 0) {
      did_something = true;
      context_.restart();
    }
    return did_something;
  }

  // Fails the test by an exception after 20 s: that bounds a hang, it is no measure.
  void until(std::function<bool()> const& is_so) {
    auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!is_so()) {
      if (std::chrono::steady_clock::now() > give_up) throw std::runtime_error("the loop never got there");
      context_.restart();
      context_.run_one_for(std::chrono::milliseconds(5));
    }
  }

  template <class T>
  T run(base::Task<T> task) {
    bool is_over = false;
    std::exception_ptr failure;
    if constexpr (std::is_void_v<T>) {
      boost::asio::co_spawn(context_, std::move(task), [&](std::exception_ptr thrown) {
        failure = std::move(thrown);
        is_over = true;
      });
      until([&] { return is_over; });
      if (failure) std::rethrow_exception(failure);
    } else {
      std::optional<T> answer;
      boost::asio::co_spawn(context_, keep(std::move(task), answer), [&](std::exception_ptr thrown) {
        failure = std::move(thrown);
        is_over = true;
      });
      until([&] { return is_over; });
      if (failure) std::rethrow_exception(failure);
      return std::move(*answer);
    }
  }

 private:
  template <class T>
  static base::Task<void> keep(base::Task<T> task, std::optional<T>& answer) {
    answer.emplace(co_await std::move(task));
  }

  boost::asio::io_context context_;
};

}  // namespace support
