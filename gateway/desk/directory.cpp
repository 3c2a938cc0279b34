#include "gateway/desk/directory.hpp"

#include <utility>

namespace desk {
namespace {

bool is_verified(std::optional<std::chrono::sys_days> const& verified_on, std::chrono::sys_days today) {
  return verified_on && *verified_on <= today && today - *verified_on <= verified_for;
}

}  // namespace

std::string_view name(TargetKind kind) {
  switch (kind) {
    case TargetKind::bureau: return "bureau";
    case TargetKind::cso: return "cso";
    case TargetKind::embassy: return "embassy";
    case TargetKind::labour_union: return "union";
    case TargetKind::un: return "un";
    case TargetKind::other: return "other";
  }
  std::unreachable();
}

Queue const* Directory::find_queue(std::string_view code) const {
  auto const found = queues.find(code);
  return found == queues.end() ? nullptr : &found->second;
}

Target const* Directory::find_target(std::string_view code) const {
  auto const found = targets.find(code);
  return found == targets.end() ? nullptr : &found->second;
}

std::vector<std::string> open_queues(Directory const& directory, base::Instant now) {
  std::vector<std::string> open;
  for (auto const& [code, queue] : directory.queues) {
    if (is_open(queue.hours, now)) open.push_back(code);
  }
  return open;
}

std::vector<std::string> transfers(Directory const& directory, base::Instant now) {
  std::vector<std::string> open;
  for (auto const& [code, queue] : directory.queues) {
    if (!queue.telephone.empty() && is_open(queue.hours, now)) open.push_back(code);
  }
  return open;
}

std::map<std::string, std::string, std::less<>> printable_numbers(Directory const& directory, std::string_view country,
                                                                  std::chrono::sys_days today) {
  std::map<std::string, std::string, std::less<>> numbers;
  auto const found = directory.countries.find(country);
  if (found != directory.countries.end() && is_verified(found->second.verified_on, today)) {
    if (!found->second.police.empty()) numbers.emplace("police", found->second.police);
    if (!found->second.ambulance.empty()) numbers.emplace("amb", found->second.ambulance);
  }
  for (auto const& [code, target] : directory.targets) {
    for (ContactEntry const& contact : target.contacts) {
      if (contact.prints.empty() || !is_verified(contact.verified_on, today)) continue;
      numbers.emplace("num:" + contact.prints, contact.number);
    }
  }
  return numbers;
}

}  // namespace desk
