#include "gateway/base/tasks.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/base/sync.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <list>

namespace base {

namespace asio = boost::asio;

namespace {

struct Child {
  explicit Child(std::string what) : name(std::move(what)) {}
  std::string name;
  asio::cancellation_signal stop;
  bool has_ended = false;
};

}  // namespace

bool is_cancelled(std::exception const& exception) {
  auto const* const failure = dynamic_cast<boost::system::system_error const*>(&exception);
  return failure != nullptr && failure->code() == asio::error::operation_aborted;
}

struct TaskGroup::Children {
  Children(asio::any_io_executor executor, Log& where) : loop(std::move(executor)), log(where) {}

  void ended(std::list<std::shared_ptr<Child>>::iterator child, std::exception_ptr const& thrown) {
    (*child)->has_ended = true;
    if (thrown) report((*child)->name, thrown);
    running.erase(child);
    if (!running.empty()) return;
    for (Arrival* const joiner : std::exchange(joiners, {})) joiner->arrive();
  }

  void report(std::string const& name, std::exception_ptr const& thrown) {
    try {
      std::rethrow_exception(thrown);
    } catch (std::exception const& exception) {
      if (is_cancelled(exception)) return;
      log.error("task_failed", {{"task", name}, {"why", exception.what()}});
    } catch (...) {
      log.error("task_failed", {{"task", name}, {"why", "an unknown exception"}});
    }
    ++failed;
  }

  asio::any_io_executor loop;
  Log& log;
  std::list<std::shared_ptr<Child>> running;
  std::vector<Arrival*> joiners;
  std::size_t failed = 0;
};

TaskGroup::TaskGroup(asio::any_io_executor loop, Log& log)
    : children_(std::make_shared<Children>(std::move(loop), log)) {}

TaskGroup::~TaskGroup() { ensure(children_->running.empty(), "a task group is joined before it goes"); }

void TaskGroup::start(std::string name, Task<void> task) {
  auto child = std::make_shared<Child>(std::move(name));
  auto const place = children_->running.insert(children_->running.end(), child);
  auto const ended = [children = children_, child, place](std::exception_ptr const& thrown) {
    children->ended(place, thrown);
  };
  asio::co_spawn(children_->loop, std::move(task), asio::bind_cancellation_slot(child->stop.slot(), ended));
}

void TaskGroup::cancel() {
  std::vector<std::shared_ptr<Child>> const now(children_->running.begin(), children_->running.end());
  for (std::shared_ptr<Child> const& child : now) {
    // Inside the loop only: from outside Asio (1.81) would keep a bare pointer to a task that may end before.
    asio::dispatch(children_->loop, [child] {
      if (!child->has_ended) child->stop.emit(asio::cancellation_type::terminal);
    });
  }
}

Task<void> TaskGroup::join() {
  auto const children = children_;
  if (children->running.empty()) co_return;
  Arrival gone(children->loop);
  children->joiners.push_back(&gone);
  co_await gone.wait();
}

std::size_t TaskGroup::size() const { return children_->running.size(); }

std::size_t TaskGroup::failed() const { return children_->failed; }

std::vector<std::string> TaskGroup::names() const {
  std::vector<std::string> names;
  for (std::shared_ptr<Child> const& child : children_->running) names.push_back(child->name);
  return names;
}

struct Wakeup::Sleeper {
  explicit Sleeper(asio::any_io_executor const& loop) : timer(loop, asio::steady_timer::time_point::max()) {}

  void wake() {
    is_woken = true;
    timer.cancel();
  }

  asio::steady_timer timer;
  bool is_woken = false;
  bool is_asleep = false;
};

namespace {

// However a wait ends, nobody sleeps afterwards.
struct Asleep {
  explicit Asleep(bool& flag) : flag_(flag) { flag_ = true; }
  ~Asleep() { flag_ = false; }
  Asleep(Asleep const&) = delete;
  Asleep& operator=(Asleep const&) = delete;
  bool& flag_;
};

}  // namespace

Wakeup::Wakeup(asio::any_io_executor const& loop, Clock& clock)
    : clock_(clock), sleeper_(std::make_unique<Sleeper>(loop)) {}

Wakeup::~Wakeup() { ensure(!sleeper_->is_asleep, "nobody waits for a wakeup that goes"); }

void Wakeup::notify() { sleeper_->wake(); }

Task<void> Wakeup::wait_until(Instant when) {
  std::unique_ptr<Clock::Alarm> alarm;
  if (when > clock_.now()) {
    alarm = clock_.call_at(when, [sleeper = sleeper_.get()] { sleeper->wake(); });
  } else {
    sleeper_->wake();
    auto const executor = sleeper_->timer.get_executor();
    co_await asio::post(executor, asio::use_awaitable);  // others get their turn, whoever waits for the past
  }
  co_await wait();
}

Task<void> Wakeup::wait() {
  ensure(!sleeper_->is_asleep, "a wakeup has one waiter at a time");
  if (!sleeper_->is_woken) {
    Asleep const asleep(sleeper_->is_asleep);
    auto const token = asio::as_tuple(asio::use_awaitable);
    co_await sleeper_->timer.async_wait(token);
  }
  bool const is_woken = std::exchange(sleeper_->is_woken, false);
  if (!is_woken) throw boost::system::system_error(asio::error::operation_aborted);
}

Task<void> sleep_until(Clock& clock, Instant when) {
  auto const executor = co_await asio::this_coro::executor;
  Wakeup wakeup(executor, clock);
  co_await wakeup.wait_until(when);
}

}  // namespace base
