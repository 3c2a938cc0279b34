#include "gateway/line/lanes.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/base/sync.hpp"

namespace line {

Lanes::Lanes(boost::asio::any_io_executor loop) : loop_(std::move(loop)) {}

Lanes::~Lanes() { base::ensure(waiting_.empty(), "every lane is left before the lanes go"); }

base::Task<Lanes::Place> Lanes::enter(std::string key) {
  auto const [lane, is_free] = waiting_.try_emplace(key);
  if (!is_free) {
    auto const turn = std::make_shared<base::Arrival>(loop_);
    lane->second.push_back(turn);
    co_await turn->wait();  // the one before handed the lane over; it never became free in between
  }
  co_return Place(*this, std::move(key));
}

void Lanes::leave(std::string const& key) {
  auto const lane = waiting_.find(key);
  base::ensure(lane != waiting_.end(), "who leaves a lane was in it");
  if (lane->second.empty()) {
    waiting_.erase(lane);
    return;
  }
  std::shared_ptr<base::Arrival> const next = std::move(lane->second.front());
  lane->second.pop_front();
  next->arrive();
}

}  // namespace line
