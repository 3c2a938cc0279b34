#include "gateway/desk/lock_out.hpp"

#include <algorithm>
#include <utility>

namespace desk {

base::Milliseconds pause_after(int mistakes, int free) {
  base::Milliseconds pause{0};
  for (int i = free; i < mistakes && pause < pause_max; ++i) pause = pause.count() == 0 ? pause_min : pause * 2;
  return std::min(pause, pause_max);
}

bool Pauses::is_paused(std::string_view who, base::Instant now) const {
  auto const found = mistakes_.find(who);
  if (found == mistakes_.end()) return false;
  return now < found->second.last + pause_after(found->second.count, free_);
}

void Pauses::note_mistake(std::string_view who, base::Instant now) {
  auto found = mistakes_.find(who);
  if (found == mistakes_.end()) {
    if (mistakes_.size() >= remembered_max) {
      std::erase_if(mistakes_, [now](auto const& each) { return each.second.last + remembered_for <= now; });
    }
    if (mistakes_.size() >= remembered_max) {
      mistakes_.erase(std::ranges::min_element(mistakes_, {}, [](auto const& each) { return each.second.last; }));
    }
    found = mistakes_.emplace(std::string(who), Mistakes{}).first;
  }
  if (found->second.last + remembered_for <= now) found->second.count = 0;
  found->second.count += 1;
  found->second.before_last = std::exchange(found->second.last, now);
}

int Pauses::mistakes(std::string_view who) const {
  auto const found = mistakes_.find(who);
  return found == mistakes_.end() ? 0 : found->second.count;
}

void Pauses::take_back(std::string_view who) {
  auto const found = mistakes_.find(who);
  if (found == mistakes_.end()) return;
  found->second.last = found->second.before_last;
  if (--found->second.count == 0) mistakes_.erase(found);
}

void Pauses::forgive(std::string_view who) {
  auto const found = mistakes_.find(who);
  if (found != mistakes_.end()) mistakes_.erase(found);
}

}  // namespace desk
