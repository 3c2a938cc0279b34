#include "tests/bench/sink.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <map>

namespace bench {

namespace {

std::string plain(std::string const& text) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" +
         text;
}

std::string accepted(std::uint64_t n) {
  std::string sid = std::to_string(n);
  sid.insert(0, 32 - sid.size(), '0');
  std::string const body =
      R"({"sid":"SM)" + sid +
      R"(","status":"queued","direction":"outbound-api","num_segments":"1","num_media":"0","error_code":null,)"
      R"("error_message":null,"api_version":"2010-04-01","price":null,"price_unit":"USD"})";
  return "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string answer_to(std::uint64_t n, Sink::Role role) {
  switch (role) {
    case Sink::Role::twilio: return accepted(n);
    case Sink::Role::kannel: return plain("0: Accepted for delivery");
    case Sink::Role::application: return plain("Thank you. Somebody will read this soon.");
  }
  return {};
}

}  // namespace

Sink::Sink(Role role) : role_(role), stop_(::eventfd(0, EFD_CLOEXEC)) {
  std::tie(listener_, port_) = listen_anywhere();
  thread_ = std::jthread([this] { serve(); });
}

Sink::~Sink() {
  std::uint64_t const one = 1;
  static_cast<void>(::write(stop_.get(), &one, sizeof one) == sizeof one);
  thread_.join();
}

void Sink::serve() {
  struct Caller {
    Descriptor socket;
    std::string request;
  };
  std::map<int, Caller> callers;
  Descriptor const epoll(::epoll_create1(EPOLL_CLOEXEC));
  auto const watch = [&](int fd) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &event);
  };
  watch(listener_.get());
  watch(stop_.get());
  std::array<char, 16384> buffer;
  for (;;) {
    std::array<epoll_event, 64> events{};
    int const count = ::epoll_wait(epoll.get(), events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) {
      int const fd = events.at(static_cast<std::size_t>(i)).data.fd;
      if (fd == stop_.get()) return;
      if (fd == listener_.get()) {
        Descriptor caller(::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC));
        watch(caller.get());
        int const number = caller.get();
        callers[number].socket = std::move(caller);
        continue;
      }
      Caller& caller = callers[fd];
      ssize_t const got = ::recv(fd, buffer.data(), buffer.size(), 0);
      if (got <= 0) {
        callers.erase(fd);
        continue;
      }
      caller.request.append(buffer.data(), static_cast<std::size_t>(got));
      for (auto size = request_size(caller.request); size && caller.request.size() >= *size;
           size = request_size(caller.request)) {
        caller.request.erase(0, *size);
        std::string const answer = answer_to(++arrived_, role_);
        ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
      }
    }
  }
}

}  // namespace bench
