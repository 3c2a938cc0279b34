// The built-in telephone without an address of its own fetches what was sent to it: GET /hooks/<id>/messages?to=&after=
// answers at once if there is something, else when something comes, at the latest after some seconds with an empty
// list. Threads: loop thread only.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/http.hpp"
#include "gateway/base/task.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/line/channels.hpp"
#include "gateway/line/numbers.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/store.hpp"

#include <list>

namespace line {

class Mailbox {
 public:
  Mailbox(boost::asio::any_io_executor loop, store::Store& store, base::Clock& clock)
      : loop_(std::move(loop)), store_(store), clock_(clock) {}

  // Something was delivered to a built-in telephone: whoever waits looks again.
  void ring();
  // `query` is the request's: to, after, wait (seconds, at most wait_max).
  [[nodiscard]] base::Task<base::HttpResponse> poll(Channel const& channel, Numbering const& numbering,
                                                    std::string query);

  static constexpr std::chrono::seconds wait_max{20};

 private:
  [[nodiscard]] base::Task<base::Result<std::vector<store::Parcel>>> since(Channel const& channel, store::AddressKey to,
                                                                           store::MessageId after);

  boost::asio::any_io_executor loop_;
  store::Store& store_;
  base::Clock& clock_;
  std::list<base::Wakeup> waiting_;
};

}  // namespace line
