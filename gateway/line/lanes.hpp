// One contact at a time: whoever works for a contact enters her lane and waits there for who came before, in the order
// of arrival. Lanes of different contacts do not touch. A lane is there only while somebody is in it.
//   Lanes::Place place = co_await lanes.enter(key);   // leaves when `place` goes
// Threads: loop thread only. Invariant: all places are left before the lanes go.
#pragma once

#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>

namespace base {
class Arrival;
}

namespace line {

class Lanes {
 public:
  class Place {
   public:
    Place(Lanes& lanes, std::string key) : lanes_(&lanes), key_(std::move(key)) {}
    Place(Place&& other) noexcept : lanes_(std::exchange(other.lanes_, nullptr)), key_(std::move(other.key_)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (lanes_ != nullptr) lanes_->leave(key_);
    }

   private:
    Lanes* lanes_;
    std::string key_;
  };

  explicit Lanes(boost::asio::any_io_executor loop);
  ~Lanes();

  [[nodiscard]] base::Task<Place> enter(std::string key);
  [[nodiscard]] std::size_t size() const { return waiting_.size(); }

 private:
  void leave(std::string const& key);

  boost::asio::any_io_executor loop_;
  // Who waits behind the one inside; an entry without waiters is a lane with one inside.
  std::unordered_map<std::string, std::deque<std::shared_ptr<base::Arrival>>> waiting_;
};

}  // namespace line
