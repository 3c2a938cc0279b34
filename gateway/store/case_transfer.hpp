// A case that is offered to somebody else and not yet taken: until it is accepted by name, its holder holds it. One for
// a case at most.
#pragma once

#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>

namespace store {

struct CaseTransfer {
  CaseId case_id{};
  std::string sender{};
  std::string to_name{};     // of an account; empty: whoever of the queue accepts
  std::string to_queue{};    // it goes to this queue; empty: it stays in its own
  bool shows_queue = false;  // that queue sees it only because of the offer
  Instant at{};
  Instant expires{};  // then it is taken back
};

// `at` is filled in. Replaces one that is pending.
void put_case_transfer(Transaction& tx, CaseTransfer const& transfer);
[[nodiscard]] std::optional<CaseTransfer> find_case_transfer(Snapshot& snapshot, CaseId case_id);
void end_case_transfer(Transaction& tx, CaseId case_id);

}  // namespace store
