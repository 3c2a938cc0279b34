// Who else follows a case, and what each has to do there. A watcher is no holder: she helps, and the case stays one
// person's. Names are those of accounts; the words of a task are sealed with the contact's key.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// False: she watched it already.
bool add_watcher(Transaction& tx, CaseId case_id, std::string_view name);
// False: she did not watch it.
bool remove_watcher(Transaction& tx, CaseId case_id, std::string_view name);
[[nodiscard]] std::vector<std::string> watchers(Snapshot& snapshot, CaseId case_id);

struct CaseTask {
  CaseTaskId id{};
  CaseId case_id{};
  ContactId contact{};
  std::string assignee{};
  std::string author{};
  Sealed<std::string> words{};  // empty: erased
  std::optional<Instant> due{};
  std::optional<Instant> done{};
  Instant at{};
};

// `id` and `at` are filled in.
[[nodiscard]] CaseTaskId add_case_task(Transaction& tx, CaseTask const& task);
// False: there is no such task that is open.
[[nodiscard]] bool finish_case_task(Transaction& tx, CaseId case_id, CaseTaskId id);
// Open ones first, then by age.
[[nodiscard]] std::vector<CaseTask> case_tasks(Snapshot& snapshot, CaseId case_id, int limit);

}  // namespace store
