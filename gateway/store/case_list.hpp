// Lists of cases, a page at a time, and how many there are: read from seats, one for each case in each queue that sees
// it, in the order of the list, so that a page costs the same among ten cases and among a million. Rows of a list come
// without what is sealed. A page begins behind the place where the former one ended: cases that come and go meanwhile
// neither repeat nor hide the others.
#pragma once

#include "gateway/store/case_record.hpp"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

// Open cases: the gravest first, then whose time runs out next, then the oldest. Closed ones: the last closed first.
struct CasePlace {
  int rank = 0;            // 0: critical … 3: low
  std::int64_t place = 0;  // see place_of
  CaseId id{};
  friend auto operator<=>(CasePlace const&, CasePlace const&) = default;
};
[[nodiscard]] CasePlace place_of(Case const& record);

struct CaseQuery {
  std::string queue{};  // empty: all that the viewer sees
  bool is_closed = false;
  std::optional<Severity> severity{};
  std::optional<CaseState> state{};
  bool is_mine = false;      // held by the viewer
  std::string ref_begins{};  // "K-402"
};

struct CasePage {
  std::vector<Case> cases{};
  std::optional<CasePlace> next{};  // more may lie behind it; a page may be short and have one all the same
};
[[nodiscard]] CasePage case_page(Snapshot& snapshot, Viewer const& viewer, CaseQuery const& query,
                                 std::optional<CasePlace> after, int limit);

// Of open cases.
struct QueueCount {
  std::string queue{};
  std::int64_t open = 0;
  std::int64_t critical = 0;
  std::int64_t held = 0;  // somebody has claimed it
};
// For each queue of the viewer, by its name; for one who sees all: of all together, under "".
[[nodiscard]] std::vector<QueueCount> queue_counts(Snapshot& snapshot, Viewer const& viewer);
[[nodiscard]] std::int64_t held_by(Snapshot& snapshot, std::string_view holder);

// Reference of every open case -> the queues that see it.
[[nodiscard]] std::map<std::string, std::vector<std::string>> open_sights(Snapshot& snapshot);

// Invariant: called with every case that was made or changed, in the same unit.
void seat_case(Transaction& tx, Case const& record);

}  // namespace store
