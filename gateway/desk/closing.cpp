#include "gateway/desk/closing.hpp"

#include "gateway/desk/ownership.hpp"

#include <algorithm>
#include <array>

namespace desk {

namespace {

using Done = base::Result<void>;

constexpr std::array codes = std::to_array<ClosingCode>({
    {"R1", "need met by us"},
    {"R2", "met by a partner, confirmed by caller"},
    {"R3", "information given, caller satisfied or silent"},
    {"R4", "returned home"},
    {"R5", "wage or compensation received"},
    {"R6", "papers recovered"},
    {"R7", "released"},
    {"R8", "body home, claim filed, claim paid"},
    {"R9", "person found"},
    {"N1", "caller withdrew"},
    {"N2", "lost contact after safe tries"},
    {"N3", "unsafe to contact"},
    {"N4", "no service exists"},
    {"N5", "out of scope, told where"},
    {"N6", "duplicate, merged", false},
    {"N7", "hoax or spam"},
    {"N8", "erased by request", false},
    {"N9", "died or worst outcome, reviewed"},
});

Done require_code(std::string const& code) {
  auto const found = std::ranges::find(codes, code, &ClosingCode::code);
  if (found == codes.end()) {
    return base::wrong_field("outcome", "\"outcome\" is one of R1 to R9 and N1 to N9: how did it end?");
  }
  if (found->by_hand) return {};
  return base::wrong_field("outcome", code + " is set by a merge or an erasure, not by hand.");
}

Done end_case(CaseWork& work, Closing const& closing) {
  if (Done open = work.require_open(); !open) return open;
  if (!work.record.holder.empty() && !work.holds()) {
    return base::error(base::Code::conflict, work.record.holder + " holds the case.");
  }
  if (Done known = require_code(closing.code); !known) return known;
  if (closing.said.size() > note_bytes_max) return require_words(closing.said, "said");
  void_offer(work);
  store::Case& record = work.record;
  record.state = store::CaseState::closed;
  record.closed = work.tx.now();
  record.outcome = closing.code;
  record.follow_up = closing.follow_up;
  record.due = {};
  record.live_until.reset();
  std::string const note = work.note(store::CaseNoteKind::closing, closing.said);
  return work.done("closed", {{"code", closing.code}, {"follow_up", closing.follow_up ? "yes" : "no"}, {"note", note}});
}

Done open_again(CaseWork& work, std::string const& reason) {
  store::Case& record = work.record;
  if (!record.closed) return base::error(base::Code::conflict, "The case is open.");
  if (record.state != store::CaseState::closed) return work.require_open();
  if (Done said = require_words(reason, "reason"); !said) return said;
  record.state = store::CaseState::queued;
  record.closed.reset();
  record.outcome.clear();
  record.holder.clear();
  record.follow_up = false;
  std::string const note = work.note(store::CaseNoteKind::reason, reason);
  return work.done("reopened", {{"note", note}});
}

}  // namespace

std::span<ClosingCode const> closing_codes() { return codes; }

Act close(Closing closing) {
  return [closing = std::move(closing)](CaseWork& work) { return end_case(work, closing); };
}

Act reopen(std::string reason) {
  return [reason = std::move(reason)](CaseWork& work) { return open_again(work, reason); };
}

}  // namespace desk
