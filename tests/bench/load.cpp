#include "tests/bench/load.hpp"

#include "tests/bench/socket.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <stdexcept>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using Moment = Clock::time_point;

// What is under way when the time is over may still be answered; a server that takes longer has lost it.
constexpr std::chrono::seconds patience{10};

struct Connection {
  Descriptor socket;
  std::string answer;
  Moment due;  // of the request under way
  bool is_busy = false;
};

class Run {
 public:
  Run(LoadPlan const& plan, NextRequest const& next)
      : plan_(plan), next_(next), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    // The kernel may round a wait by 50 us otherwise, which an open loop would take for the server's.
    ::prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    for (int i = 0; i < plan_.connections; ++i) {
      connections_.push_back(std::make_unique<Connection>());
      open(*connections_.back());
      idle_.push_back(connections_.back().get());
    }
  }

  LoadResult run() {
    start_ = Clock::now();
    from_ = start_ + seconds(plan_.warm_up);
    until_ = from_ + seconds(plan_.seconds);
    due_ = start_;
    for (;;) {
      Moment const now = Clock::now();
      note_time(now);
      if (is_over_) break;
      send_what_is_due(now);
      wait(is_open_loop() ? std::min(due_, next_mark()) : next_mark());
    }
    Moment const give_up = Clock::now() + patience;
    while (busy_ > 0 && Clock::now() < give_up) wait(give_up);
    if (is_open_loop()) result_.unanswered += busy_;
    return std::move(result_);
  }

 private:
  static Clock::duration seconds(double count) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
  }
  [[nodiscard]] bool is_open_loop() const { return plan_.rate > 0; }
  [[nodiscard]] Moment next_mark() const { return has_begun_ ? until_ : from_; }

  void note_time(Moment now) {
    if (!has_begun_ && now >= from_) {
      has_begun_ = true;
      // Reading what the kernel counted takes some milliseconds, which are nobody's latency.
      if (plan_.begins) plan_.begins();
      from_ = Clock::now();
      until_ = from_ + seconds(plan_.seconds);
    }
    bool const is_enough = plan_.requests > 0 && sent_ >= plan_.requests && busy_ == 0;
    if (!has_begun_ || (now < until_ && !is_enough)) return;
    is_over_ = true;
    until_ = now;
    result_.seconds = std::chrono::duration<double>(until_ - from_).count();
    if (plan_.ends) plan_.ends();
    // What an open loop owes and no connection was free for was offered, and not taken.
    if (is_open_loop()) {
      for (; due_ < until_; due_ += seconds(1 / plan_.rate)) ++result_.unanswered;
    }
  }

  void open(Connection& connection) {
    connection.socket = connect_to(plan_.port);
    connection.answer.clear();
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &connection}};
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, connection.socket.get(), &event);
  }

  void send_what_is_due(Moment now) {
    while (!idle_.empty() && (!is_open_loop() || due_ <= now)) {
      if (plan_.requests > 0 && sent_ >= plan_.requests) return;
      Connection& connection = *idle_.front();
      idle_.pop_front();
      connection.due = is_open_loop() ? due_ : Clock::now();
      if (is_open_loop()) due_ += seconds(1 / plan_.rate);
      send(connection);
    }
    // All connections wait for the server: nothing is due before one is free.
    if (is_open_loop() && idle_.empty() && due_ <= now) all_busy_ = true;
  }

  void send(Connection& connection) {
    if (connection.socket.get() < 0) open(connection);
    std::string_view const request = next_();
    ++sent_;
    ++busy_;
    connection.is_busy = true;
    // A request is far smaller than a socket's buffer, which is empty now.
    ssize_t const sent = ::send(connection.socket.get(), request.data(), request.size(), MSG_NOSIGNAL);
    if (sent != static_cast<ssize_t>(request.size())) broke(connection);
  }

  void wait(Moment until) {
    std::chrono::nanoseconds left = std::chrono::nanoseconds(0);
    if (all_busy_) until = next_mark();
    if (Moment const now = Clock::now(); until > now) left = until - now;
    all_busy_ = false;
    timespec const limit{.tv_sec = left.count() / 1'000'000'000, .tv_nsec = left.count() % 1'000'000'000};
    std::array<epoll_event, 256> events{};
    int const count = ::epoll_pwait2(epoll_.get(), events.data(), static_cast<int>(events.size()), &limit, nullptr);
    for (int i = 0; i < count; ++i) read(*static_cast<Connection*>(events.at(static_cast<std::size_t>(i)).data.ptr));
  }

  void read(Connection& connection) {
    std::array<char, 16384> buffer;
    ssize_t const got = ::recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
    if (got <= 0) return broke(connection);
    connection.answer.append(buffer.data(), static_cast<std::size_t>(got));
    std::optional<AnswerHead> const head = read_head(connection.answer);
    if (!head || connection.answer.size() < head->whole_size) return;
    if (!connection.is_busy) return turned_away(connection, *head);
    take(connection, *head);
    connection.answer.erase(0, head->whole_size);
    if (head->closes) return reopen(connection);
    idle_.push_back(&connection);
  }

  void take(Connection& connection, AnswerHead const& head) {
    Moment const now = Clock::now();
    --busy_;
    connection.is_busy = false;
    bool const is_stored = head.status >= 200 && head.status < 300;
    if (!has_begun_ || (is_over_ && !is_open_loop())) return;
    bool const was_due_in_time = connection.due >= from_ && (!is_over_ || connection.due < until_);
    if (is_stored) {
      if (!is_over_) ++result_.stored;
      if (was_due_in_time)
        result_.latencies.push_back(std::chrono::duration<double, std::micro>(now - connection.due).count());
    } else if (head.status == 503) {
      if (is_over_) return;
      ++result_.refused;
      result_.come_again += head.has_retry_after ? 1 : 0;
    } else {
      if (result_.other == 0) result_.other_status = head.status;
      ++result_.other;
    }
  }

  // Answered before it asked anything: it stands among the idle, and knocks again when something is due.
  void turned_away(Connection& connection, AnswerHead const& head) {
    connection.socket = {};
    if (!has_begun_ || is_over_) return;
    ++result_.refused;
    result_.come_again += head.has_retry_after ? 1 : 0;
  }

  void broke(Connection& connection) {
    ++result_.broken;
    if (result_.broken > 10'000) throw std::runtime_error("the server lets go of every connection");
    if (!connection.is_busy) return open(connection);
    --busy_;
    connection.is_busy = false;
    reopen(connection);
  }

  void reopen(Connection& connection) {
    open(connection);
    idle_.push_back(&connection);
  }

  LoadPlan const& plan_;
  NextRequest const& next_;
  Descriptor epoll_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::deque<Connection*> idle_;
  Moment start_;
  Moment from_;
  Moment until_;
  Moment due_;  // of the next request of an open loop
  bool has_begun_ = false;
  bool is_over_ = false;
  bool all_busy_ = false;
  std::uint64_t sent_ = 0;
  std::uint64_t busy_ = 0;
  LoadResult result_;
};

}  // namespace

LoadResult run_load(LoadPlan const& plan, NextRequest const& next) { return Run(plan, next).run(); }

}  // namespace bench
