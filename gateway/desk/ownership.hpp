// Who has a case. One person or nobody, ever: claim, release and assign change it at once; a transfer is an offer,
// pending until somebody accepts it by name, and taken back when it is refused or its time is over. Acts for
// CaseDesk::act; the rights of each are asked here.
#pragma once

#include "gateway/desk/case_work.hpp"
#include "gateway/store/timer.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace desk {

[[nodiscard]] Act claim();
// By its holder, or by whoever may assign cases.
[[nodiscard]] Act release();
// Straight into the hands of a member of one of its queues, whoever holds it.
[[nodiscard]] Act assign(std::string to);

struct Offer {
  std::string to;         // an account's name; empty: whoever of the queue accepts
  std::string queue;      // empty: it stays in its own
  std::string next_step;  // required: what is left to do, and by when
};
using IsQueue = std::function<bool(std::string_view code)>;
[[nodiscard]] Act offer(Offer offer, IsQueue is_queue);
[[nodiscard]] Act accept();
[[nodiscard]] Act refuse(std::string reason);

// How long an offer stands: a case must not hang between two people for longer than it may wait.
[[nodiscard]] std::chrono::minutes offer_time(store::Severity severity);
// The time of an offer is over: the timer's own unit of work. False: there is nothing to take back any more.
[[nodiscard]] base::Result<bool> take_back_offer(store::Transaction& tx, store::Timer const& timer);
// Whoever claimed it did nothing with it for too long: back to its queue. For the case's clocks, under the name
// "clock".
[[nodiscard]] Act end_claim();
// Whatever becomes of the case, an offer of it is void.
void void_offer(CaseWork& work);

}  // namespace desk
