// A case: what the desk works on. The words are the contract's (queue, also, offer, due). Every read takes a Viewer,
// and there is no other reader: a person sees the cases of the queues she is a member of.
#pragma once

#include "gateway/store/conversation.hpp"
#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class Severity : std::uint8_t { low, medium, high, critical };
inline constexpr std::array<std::string_view, 4> severity_words{"low", "medium", "high", "critical"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Severity) { return severity_words; }

enum class CaseState : std::uint8_t {
  queued,
  claimed,
  waiting_caller,
  waiting_partner,
  unsafe_hold,
  resolved,
  closed,
  merged,
  quarantined,
  erased
};
inline constexpr std::array<std::string_view, 10> case_state_words{
    "queued",   "claimed", "waiting_caller", "waiting_partner", "unsafe_hold",
    "resolved", "closed",  "merged",         "quarantined",     "erased"};
[[nodiscard]] constexpr std::span<std::string_view const> words(CaseState) { return case_state_words; }

// Who looks. The program's own parts look with `all`.
struct Viewer {
  std::string name{};
  bool all = false;
  std::vector<std::string> queues{};  // she is a member of
};

struct CaseReason {
  std::string rule{};
  Sealed<std::string> text{};  // may hold words of hers
};

// When each is due; nothing: no such clock runs.
struct CaseDue {
  std::optional<Instant> eyes{};
  std::optional<Instant> contact{};
  std::optional<Instant> update{};
  std::optional<Instant> call{};
  friend bool operator==(CaseDue const&, CaseDue const&) = default;
};

struct Case {
  CaseId id{};
  std::string ref{};  // "K-" and five digits, not in sequence
  ContactId contact{};
  std::string category{};
  std::vector<std::string> tags{};
  Severity severity = Severity::low;
  std::string rule{};
  std::string queue{};
  std::vector<std::string> also{};   // queues that see it too
  std::vector<std::string> offer{};  // bodies that a referral may be offered to
  std::string place{};               // PD, TR, CD, RT
  std::string country{};             // ISO 3166
  Medium medium = Medium::sms;
  std::string language{};
  std::string holder{};  // who has claimed it; empty: nobody
  CaseState state = CaseState::queued;
  CaseDue due{};
  std::vector<CaseReason> reasons{};  // empty after erasure
  Instant opened{};
  std::optional<Instant> closed{};
  std::string outcome{};
  std::int64_t version = 1;
  // What routing needs to route it again as it would anew.
  std::vector<std::string> about{};  // organisations of ours whom it is about
  std::string district{};            // home district
  std::vector<std::string> flags{};  // concepts that were heard
  bool own_case = false;             // a complaint about our own people, or an erase request: apart from her other case
  CaseId merged_into{};              // what it was joined to; none: it stands for itself
  bool follow_up = false;            // at the close she agreed to be asked again
  std::optional<Instant> live_until{};    // holder and caller write to each other; over then, unless one writes
  std::optional<Instant> silent_since{};  // she fell silent in a live exchange: nobody writes until she does
};

[[nodiscard]] bool may_see(Viewer const& viewer, Case const& case_record);

// `id`, `opened` and `version` are filled in, and `ref` if it has none; one that is taken is a conflict. The contact is
// touched by this and by every change below.
[[nodiscard]] base::Result<Case> make_case(Transaction& tx, Case case_record);

// What a machine learnt since: severity only rises; tags and reasons are added; what is empty stays as it is.
struct Raise {
  Severity severity = Severity::low;
  std::string category{};
  std::string rule{};
  std::vector<std::string> tags{};
  std::string queue{};
  std::vector<std::string> also{};
  std::vector<std::string> offer{};
  std::string place{};
  std::string country{};
  std::vector<std::string> about{};
  std::string district{};
  std::vector<std::string> flags{};
  CaseDue due{};  // a time set here replaces a later one
  std::vector<CaseReason> reasons{};
};
[[nodiscard]] base::Result<Case> raise_case(Transaction& tx, CaseId id, Raise const& raise);

// Whoever holds the case, or anybody else: another person, a conversation, a clock. The clocks ask.
enum class ChangedBy : std::uint8_t { holder, other };

// Writes what can change, one version further, and has its clocks looked at. Invariant: the case was read in this very
// unit, so that nobody's change is written over. What may become of a case the desk decides.
void save_case(Transaction& tx, Case& record, ChangedBy by);

[[nodiscard]] std::optional<Case> find_case(Snapshot& snapshot, Viewer const& viewer, std::string_view ref);
[[nodiscard]] std::optional<Case> find_case(Snapshot& snapshot, Viewer const& viewer, CaseId id);
// Without what is sealed.
[[nodiscard]] std::optional<Case> find_case_row(Snapshot& snapshot, Viewer const& viewer, CaseId id);
[[nodiscard]] std::optional<Case> find_case_row(Snapshot& snapshot, Viewer const& viewer, std::string_view ref);
// The gravest first, then the oldest.
[[nodiscard]] std::vector<Case> open_cases(Snapshot& snapshot, Viewer const& viewer, int limit);
// Her open case; one about our own people is never it, nor one that lies in quarantine.
[[nodiscard]] std::optional<Case> open_case_of(Snapshot& snapshot, Viewer const& viewer, ContactId contact);
// Those that were joined to this one.
[[nodiscard]] std::vector<CaseId> merged_cases(Snapshot& snapshot, CaseId into);
// Her newest case, open or closed, likewise.
[[nodiscard]] std::optional<Case> last_case_of(Snapshot& snapshot, Viewer const& viewer, ContactId contact);

}  // namespace store
