// Everything that leaves: takes due rows under a lease, unless her rules hold or end them (sending_rules.hpp), and lets
// each be delivered (delivery.hpp), many at once, but of one contact on one channel only the oldest unfinished one.
// A reply to a text leaves at once where there is room: the unit of work that records it takes the row itself, and
// hands it over when it is on disk. Threads: loop thread only.
#pragma once

#include "gateway/base/tasks.hpp"
#include "gateway/line/content.hpp"
#include "gateway/line/delivery.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <map>
#include <memory>
#include <set>
#include <string>

namespace line {

// For how long who takes a row may send it. Longer than the HTTP client may take in all, a look-up included; what ends
// later is still in hand.
inline constexpr std::chrono::seconds send_lease{90};

class Outbox {
 public:
  // Room for one text under way, given back when it goes.
  class Place {
   public:
    Place(Outbox& outbox, int& on_channel);
    Place(Place&& other) noexcept;
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    Outbox* outbox_;
    int* on_channel_;
  };

  // `content` for the countries' time zones.
  Outbox(boost::asio::any_io_executor loop, Delivery::Parts parts, std::shared_ptr<Content const> const& content);

  // Nothing: there is no room now, or what leaves there is fetched and not sent. A row then waits for its turn.
  [[nodiscard]] std::optional<Place> take_place(Channel const& channel);
  // A row that was leased in a unit of work that is on disk.
  void send(Place place, store::Parcel parcel);

  // Something was queued, or an attempt ended.
  void wake() { wakeup_.notify(); }
  // Until cancelled.
  [[nodiscard]] base::Task<void> run();
  // What is due goes out, for the end of the program: no new attempt begins after `limit`, and those begun are waited
  // for. What cannot be recorded by then is unknown at the next start.
  [[nodiscard]] base::Task<void> drain(base::Milliseconds limit);

 private:
  [[nodiscard]] base::Task<void> round();
  // Nothing: something was taken. Else when to look again.
  [[nodiscard]] base::Task<std::optional<base::Instant>> send_due();
  [[nodiscard]] base::Task<bool> take(std::string channel);
  [[nodiscard]] base::Task<void> deliver(Place place, store::Parcel parcel, Ruling ruling);
  [[nodiscard]] int room_on(std::string const& channel) const;
  void start(Place place, store::Parcel parcel, Ruling ruling);

  Delivery::Parts parts_;
  std::shared_ptr<Content const> const& content_;
  Delivery delivery_;
  base::Wakeup wakeup_;
  base::TaskGroup sending_;
  // What this process has in hand. While it does, the end of a lease changes nothing: only who is gone lets go.
  std::set<store::MessageId> in_hand_;
  int places_ = 0;                         // taken
  std::map<std::string, int> on_channel_;  // of them
};

}  // namespace line
