#include "gateway/desk/lock_out.hpp"

#include <algorithm>

namespace desk {

base::Milliseconds pause_after(int mistakes, int free) {
  base::Milliseconds pause{0};
  for (int i = free; i < mistakes && pause < pause_max; ++i) pause = pause.count() == 0 ? pause_min : pause * 2;
  return std::min(pause, pause_max);
}

bool AddressPauses::is_paused(std::string_view address, base::Instant now) const {
  auto const found = mistakes_.find(address);
  if (found == mistakes_.end()) return false;
  return now < found->second.last + pause_after(found->second.count, address_mistakes_free);
}

void AddressPauses::note_mistake(std::string_view address, base::Instant now) {
  auto found = mistakes_.find(address);
  if (found == mistakes_.end()) {
    if (mistakes_.size() >= addresses_max) {
      std::erase_if(mistakes_, [now](auto const& each) { return each.second.last + remembered_for <= now; });
    }
    if (mistakes_.size() >= addresses_max) {
      mistakes_.erase(std::ranges::min_element(mistakes_, {}, [](auto const& each) { return each.second.last; }));
    }
    found = mistakes_.emplace(std::string(address), Mistakes{}).first;
  }
  if (found->second.last + remembered_for <= now) found->second.count = 0;
  found->second.count += 1;
  found->second.last = now;
}

void AddressPauses::forgive(std::string_view address) {
  auto const found = mistakes_.find(address);
  if (found != mistakes_.end()) mistakes_.erase(found);
}

}  // namespace desk
