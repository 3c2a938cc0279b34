#include "gateway/store/readers.hpp"

#include <algorithm>
#include <typeinfo>

namespace store {

using base::Code;
using base::Error;

std::optional<Error> guarded(std::function<std::optional<Error>()> const& work) {
  try {
    return work();
  } catch (Failure const& failure) {
    return failure.error();
  } catch (std::exception const& exception) {
    // What it says could name a person, so only its type is kept.
    return Error{Code::internal, "Something went wrong on our side.",
                 std::string("exception ") + typeid(exception).name()};
  }
}

Readers::Readers(std::vector<std::unique_ptr<Connection>> connections, Sealer& sealer, std::function<void()> has_work)
    : sealer_(sealer), has_work_(std::move(has_work)), connections_(std::move(connections)) {
  if (has_work_) return;
  for (std::unique_ptr<Connection> const& connection : connections_) {
    threads_.emplace_back([this, &reader = *connection] { run(reader); });
  }
}

std::optional<Error> Readers::add(ReadJob& job) {
  {
    std::scoped_lock const lock(mutex_);
    if (is_closing_) return Error{Code::busy, "The gateway is stopping: try again in a moment.", "store closed"};
    if (jobs_.size() >= read_queue_max) {
      return Error{Code::busy, "Too much at once: try again in a moment.", "read queue full"};
    }
    jobs_.push_back(std::move(job));
    ++unfinished_;
  }
  has_jobs_.notify_one();
  if (has_work_) has_work_();
  return std::nullopt;
}

void Readers::work() {
  ReadJob job;
  {
    std::scoped_lock const lock(mutex_);
    if (jobs_.empty()) return;
    job = std::move(jobs_.front());
    jobs_.pop_front();
  }
  std::optional<Error> outcome = run_unit(*connections_.front(), job);
  job.done(std::move(outcome));
  --unfinished_;
}

void Readers::close() {
  {
    std::scoped_lock const lock(mutex_);
    is_closing_ = true;
  }
  has_jobs_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  while (!jobs_.empty()) work();
}

bool Readers::is_this_thread() const {
  return std::ranges::any_of(threads_, [](std::thread const& t) { return t.get_id() == std::this_thread::get_id(); });
}

void Readers::run(Connection& connection) {
  while (true) {
    ReadJob job;
    {
      std::unique_lock lock(mutex_);
      has_jobs_.wait(lock, [this] { return !jobs_.empty() || is_closing_; });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    std::optional<Error> outcome = run_unit(connection, job);
    job.done(std::move(outcome));
    --unfinished_;
  }
}

std::optional<Error> Readers::run_unit(Connection& connection, ReadJob& job) {
  std::optional<Error> failed = guarded([&] {
    connection.begin_read();
    Snapshot snapshot(connection, sealer_, job.now);
    return job.unit(snapshot);
  });
  connection.roll_back();  // nothing was written: this only ends the view
  return failed;
}

}  // namespace store
