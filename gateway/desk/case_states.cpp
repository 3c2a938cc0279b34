#include "gateway/desk/case_states.hpp"

#include "gateway/desk/rights.hpp"

namespace desk {

namespace {

using Done = base::Result<void>;

Done begin_to_wait(CaseWork& work, store::CaseState state, std::string const& reason) {
  if (Done held = work.require_holder(); !held) return held;
  if (!is_waiting(state)) {
    return base::wrong_field("state", "Say what for: \"state\" is waiting_caller, waiting_partner or unsafe_hold.");
  }
  if (Done said = require_words(reason, "reason"); !said) return said;
  work.record.state = state;
  work.record.live_until.reset();
  std::string const note = work.note(store::CaseNoteKind::reason, reason);
  return work.done("waits", {{"state", std::string(store::name(state))}, {"note", note}});
}

Done go_on(CaseWork& work) {
  if (Done held = work.require_holder(); !held) return held;
  if (!is_waiting(work.record.state)) return base::error(base::Code::conflict, "The case does not wait.");
  work.record.state = store::CaseState::claimed;
  return work.done("resumed");
}

Done judge(CaseWork& work, store::Severity severity, std::string const& reason) {
  if (Done open = work.require_open(); !open) return open;
  store::Severity const before = work.record.severity;
  if (severity == before) return base::error(base::Code::conflict, "It is that already.");
  bool const lowers = severity < before;
  if (lowers && !may(work.actor, Right::lower_severity, object_of(work.record))) {
    return base::error(base::Code::forbidden, "A senior lowers the severity of a case.");
  }
  if (Done said = require_words(reason, "reason"); lowers && !said) return said;
  work.record.severity = severity;
  work.record.rule = by_a_person;
  std::string const note = work.note(store::CaseNoteKind::reason, reason);
  return work.done(
      lowers ? "severity_lowered" : "severity_raised",
      {{"severity", std::string(store::name(severity))}, {"before", std::string(store::name(before))}, {"note", note}});
}

}  // namespace

bool is_waiting(store::CaseState state) {
  switch (state) {
    case store::CaseState::waiting_caller:
    case store::CaseState::waiting_partner:
    case store::CaseState::unsafe_hold: return true;
    case store::CaseState::queued:
    case store::CaseState::claimed:
    case store::CaseState::resolved:
    case store::CaseState::closed:
    case store::CaseState::merged:
    case store::CaseState::quarantined:
    case store::CaseState::erased: return false;
  }
  std::unreachable();
}

bool hear_caller(store::Case& record) {
  bool const waits = record.state == store::CaseState::waiting_caller || record.state == store::CaseState::unsafe_hold;
  bool const changes = waits || record.silent_since;
  if (waits) record.state = record.holder.empty() ? store::CaseState::queued : store::CaseState::claimed;
  record.silent_since.reset();
  return changes;
}

Act wait(store::CaseState state, std::string reason) {
  return [state, reason = std::move(reason)](CaseWork& work) { return begin_to_wait(work, state, reason); };
}

Act resume() { return go_on; }

Act set_severity(store::Severity severity, std::string reason) {
  return [severity, reason = std::move(reason)](CaseWork& work) { return judge(work, severity, reason); };
}

}  // namespace desk
