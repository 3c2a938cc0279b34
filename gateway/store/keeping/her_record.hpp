// What is there of a person, as far as it decides whether she may be erased: her cases, a legal hold, when she last
// wrote, whether she has asked for it herself. And who is to be looked at. Nothing sealed is opened for it.
#pragma once

#include "gateway/store/case_record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

struct HerCase {
  std::string ref{};
  std::string category{};
  Severity severity = Severity::low;
  CaseState state = CaseState::queued;
  std::optional<Instant> closed{};
};

struct HerRecord {
  ContactId contact{};
  std::vector<HerCase> cases{};
  bool is_on_hold = false;             // a legal hold
  bool is_owed = false;                // something is still on its way to her
  Instant last_heard{};                // when she last wrote or rang; else when she became known
  std::optional<Instant> confirmed{};  // she asked to be erased, was asked whether she is sure, and said yes
};

[[nodiscard]] HerRecord her_record(Snapshot& snapshot, ContactId contact);

// Whose last word was that she be erased, oldest first.
[[nodiscard]] std::vector<ContactId> contacts_who_confirmed(Snapshot& snapshot, int limit);
// Those who have a key, after `last`, in the order of their ids.
[[nodiscard]] std::vector<ContactId> contacts_after(Snapshot& snapshot, ContactId last, int limit);
// Whose case it is.
[[nodiscard]] std::optional<ContactId> contact_of_case(Snapshot& snapshot, std::string_view ref);

}  // namespace store
