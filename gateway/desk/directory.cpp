#include "gateway/desk/directory.hpp"

#include <algorithm>
#include <utility>

namespace desk {
namespace {

bool is_verified(std::optional<std::chrono::sys_days> const& verified_on, std::chrono::sys_days today) {
  return verified_on && *verified_on <= today && today - *verified_on <= verified_for;
}

bool is_printable(ContactEntry const& contact, std::string_view country, std::chrono::sys_days today) {
  bool const verified = contact.verified_on && *contact.verified_on <= today && today <= *good_until(contact);
  bool const known = !contact.source.empty() && !contact.owner.empty() && !contact.hours.empty();
  std::vector<std::string> const& from = contact.reachable_from;
  return verified && known && !contact.prints.empty() && std::ranges::find(from, country) != from.end();
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

std::string_view name(ResourceCentre there) {
  switch (there) {
    case ResourceCentre::unknown: return "unknown";
    case ResourceCentre::yes: return "yes";
    case ResourceCentre::no: return "no";
  }
  std::unreachable();
}

std::optional<std::chrono::sys_days> good_until(ContactEntry const& contact) {
  if (!contact.verified_on) return std::nullopt;
  std::chrono::sys_days const last = *contact.verified_on + verified_for;
  return contact.verify_by ? std::min(*contact.verify_by, last) : last;
}

Queue const* Directory::find_queue(std::string_view code) const {
  auto const found = queues.find(code);
  return found == queues.end() ? nullptr : &found->second;
}

Target const* Directory::find_target(std::string_view code) const {
  auto const found = targets.find(code);
  return found == targets.end() ? nullptr : &found->second;
}

bool is_about_members(Directory const& directory, std::string_view queue, std::vector<std::string> const& about) {
  Queue const* const found = directory.find_queue(queue);
  return found != nullptr && std::ranges::any_of(found->organisations, [&](std::string const& each) {
           return std::ranges::find(about, each) != about.end();
         });
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
  if (!directory.line_number.empty()) numbers.emplace("line", directory.line_number);
  auto const found = directory.countries.find(country);
  if (found != directory.countries.end() && is_verified(found->second.verified_on, today)) {
    if (!found->second.police.empty()) numbers.emplace("police", found->second.police);
    if (!found->second.ambulance.empty()) numbers.emplace("amb", found->second.ambulance);
  }
  for (auto const& [code, target] : directory.targets) {
    for (ContactEntry const& contact : target.contacts) {
      if (!is_printable(contact, country, today)) continue;
      numbers.emplace("num:" + contact.prints, contact.number);
    }
  }
  return numbers;
}

}  // namespace desk
