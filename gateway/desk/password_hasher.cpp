#include "gateway/desk/password_hasher.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace desk {

struct PasswordHasher::Worker {
  using Job = std::move_only_function<void()>;

  std::mutex mutex;
  std::condition_variable_any has_jobs;
  std::deque<Job> jobs;
  std::jthread thread;  // last: it uses all of the above

  [[nodiscard]] bool add(Job job) {
    std::scoped_lock const lock(mutex);
    if (jobs.size() >= waiting_max) return false;
    jobs.push_back(std::move(job));
    if (!thread.joinable()) thread = std::jthread([this](std::stop_token const& stop) { run(stop); });
    has_jobs.notify_one();
    return true;
  }

  void run(std::stop_token const& stop) {
    for (;;) {
      std::unique_lock lock(mutex);
      if (!has_jobs.wait(lock, stop, [this] { return !jobs.empty(); })) return;
      Job job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      job();
    }
  }
};

namespace {

base::Error too_many() { return {base::Code::busy, "Too many people sign in at this moment: try again.", {}}; }

}  // namespace

PasswordHasher::PasswordHasher(boost::asio::any_io_executor loop, PasswordCost cost)
    : loop_(std::move(loop)), cost_(cost), worker_(std::make_unique<Worker>()) {}

PasswordHasher::~PasswordHasher() = default;

base::Task<base::Result<std::string>> PasswordHasher::hash(std::string password) {
  auto [promise, future] = base::make_promise<base::Result<std::string>>(loop_);
  bool const is_taken = worker_->add([kept = std::move(promise), password = std::move(password),
                                      cost = cost_]() mutable { kept.set(hash_password(password, cost)); });
  if (!is_taken) co_return std::unexpected(too_many());
  base::Result<std::string> hashed = co_await future.take();
  co_return hashed;
}

base::Task<base::Result<bool>> PasswordHasher::fits(std::string hash, std::string password) {
  auto [promise, future] = base::make_promise<bool>(loop_);
  auto job = [kept = std::move(promise), hash = std::move(hash), password = std::move(password),
              cost = cost_]() mutable {
    if (hash.empty()) {
      (void)hash_password(password, cost);
      kept.set(false);
    } else {
      kept.set(password_fits(hash, password));
    }
  };
  if (!worker_->add(std::move(job))) co_return std::unexpected(too_many());
  bool const is_right = co_await future.take();
  co_return is_right;
}

}  // namespace desk
