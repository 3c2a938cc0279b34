// A deadline round any task. When it passes, the task is cancelled *and joined*, so nothing outlives the caller; the
// answer is then Code::too_slow. A task that ignores cancellation (a write to the store) is waited for.
//   auto task = read_all();
//   auto const rows = co_await with_deadline(clock, std::move(task), 5s);   // Result<Rows>
// Threads: loop thread only.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <exception>
#include <functional>
#include <optional>
#include <type_traits>

namespace base {

// Runs `task` cancelled at the deadline; true if it passed. Rethrows what the task threw before the deadline; forwards
// the caller's own cancellation.
[[nodiscard]] Task<bool> run_until_deadline(Clock& clock, Task<void> task, Milliseconds limit);

template <class T>
struct Bounded {
  using Answer = Result<T>;
};
template <class T>
struct Bounded<Result<T>> {
  using Answer = Result<T>;
};

template <class T>
[[nodiscard]] Task<void> keep_answer(Task<T> task, std::optional<T>& answer) {
  answer.emplace(co_await std::move(task));
}

template <class T>
[[nodiscard]] Task<typename Bounded<T>::Answer> with_deadline(Clock& clock, Task<T> task, Milliseconds limit) {
  std::optional<T> answer;
  auto inner = keep_answer(std::move(task), answer);
  bool const is_late = co_await run_until_deadline(clock, std::move(inner), limit);
  // An answer that came although the deadline passed is still the truth: what was done, was done.
  if (answer) co_return std::move(*answer);
  if (is_late) co_return error(Code::too_slow, "This took too long. Try again.");
  co_return error(Code::internal, "Something went wrong here. Try again later.", "a bounded task gave no answer");
}

[[nodiscard]] inline Task<Result<void>> with_deadline(Clock& clock, Task<void> task, Milliseconds limit) {
  bool const is_late = co_await run_until_deadline(clock, std::move(task), limit);
  if (is_late) co_return error(Code::too_slow, "This took too long. Try again.");
  co_return Result<void>{};
}

}  // namespace base
