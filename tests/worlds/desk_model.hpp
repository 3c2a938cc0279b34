// What the desk may do, once more and much simpler: the journal is read from its first entry to its last, and every act
// on a case has to be one that its case allowed at that moment, one version after the act before. What comes out is how
// every case has to stand. Knows nothing of the gateway's rules. Pure.
#pragma once

#include "gateway/store/case_record.hpp"
#include "gateway/store/journal.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace worlds {

struct ModelCase {
  std::int64_t version = 1;
  std::string holder{};
  std::string queue{};
  bool is_closed = false;
  bool is_merged = false;
  bool waits = false;  // for her, a partner, or a safe hour
  store::Severity severity = store::Severity::low;
  std::string outcome{};
  bool is_offered = false;
  std::string offered_to{};  // a name; empty: whoever of the queue
  int notes = 0;
  // Of the clocks: whether the holder did anything since she has it, how often the case was new to those who work in
  // its queue (opened, moved, graver, back from a holder), how often they were told so, and whether of the last time.
  bool has_acted = false;
  base::Instant held_since{};
  int arrivals = 1;
  int told_of_arrival = 0;
  bool is_told_of_last = false;
};

struct DeskModel {
  std::map<std::string, ModelCase> cases;  // by reference
  std::vector<std::string> complaints;
};

// `seniors`: who may do what an operator may not.
[[nodiscard]] DeskModel replay_journal(std::vector<store::JournalEntry> const& journal,
                                       std::set<std::string> const& seniors);

// What the journal's JSON says under a key; empty: nothing.
[[nodiscard]] std::string word_in(store::JournalEntry const& entry, std::string_view key);
[[nodiscard]] std::int64_t version_in(store::JournalEntry const& entry);

}  // namespace worlds
