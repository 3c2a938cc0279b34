// What is known of a case apart from the story, one row for each kind of fact: employer, recruiter, wages owed. Which
// kinds there are, and what may stand there, the desk knows. Sealed with the contact's key, whatever the kind: a row
// tells that something is known, and not what.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace store {

struct CaseFact {
  std::string kind{};  // "employer"
  std::string author{};
  Sealed<std::string> value{};  // empty: erased
  Instant at{};
};

// Replaces what stood there; an empty value takes it away.
void set_case_fact(Transaction& tx, CaseId case_id, ContactId contact, CaseFact const& fact);
// By kind.
[[nodiscard]] std::vector<CaseFact> case_facts(Snapshot& snapshot, CaseId case_id);

}  // namespace store
