// That somebody looked at a list, written down before she sees it. A list shows no words of those who wrote to us, so
// it is shown also while nothing can be written (disk full): then the look is kept here, once for each person and list
// with how often, and written with the next one that can be. What shows her words does not go this way: that look is
// in the unit that reads. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/store.hpp"

#include <map>
#include <string>
#include <utility>

namespace desk {

class Looks {
 public:
  explicit Looks(store::Store& store) : store_(store) {}

  [[nodiscard]] base::Task<void> note(Actor actor, std::string what, std::string subject);
  // Looks that are not on disk yet.
  [[nodiscard]] std::size_t unwritten() const { return unwritten_.size(); }

  static constexpr std::size_t unwritten_max = 10'000;  // more people and lists than there are; then none is added

 private:
  struct Look {
    std::string who;
    std::string what;
    std::string subject;
    friend auto operator<=>(Look const&, Look const&) = default;
  };
  std::map<Look, int> unwritten_;  // how often
  store::Store& store_;
};

}  // namespace desk
