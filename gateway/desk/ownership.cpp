#include "gateway/desk/ownership.hpp"

#include "gateway/desk/rights.hpp"
#include "gateway/store/case_transfer.hpp"

#include <algorithm>

namespace desk {

namespace {

using Done = base::Result<void>;

bool has(std::vector<std::string> const& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

void hide_from(store::Case& record, store::CaseTransfer const& transfer) {
  if (transfer.shows_queue) std::erase(record.also, transfer.to_queue);
}

// Somebody who may work on the case, once it lies in `queue` too.
base::Result<store::Account> colleague(CaseWork& work, std::string const& name, std::string const& queue) {
  std::optional<store::Account> account = store::find_account(work.tx, name);
  if (!account || account->state != store::AccountState::active) {
    return base::error(base::Code::not_found, "Nobody who works here is called " + name + ".");
  }
  Object object = object_of(work.record);
  if (!queue.empty()) object.queues.push_back(queue);
  if (!may(Actor(*account), Right::work_cases, object)) {
    return base::wrong_field("to", name + " works in none of the queues of this case.");
  }
  return *std::move(account);
}

// A case leaves an organisation with a senior's word alone.
Done may_leave_organisation(CaseWork const& work, std::string const& organisation) {
  bool const stays = work.actor.is_shell || organisation == work.actor.organisation;
  if (stays || may(work.actor, Right::decide_handover, object_of(work.record))) return {};
  return base::error(base::Code::forbidden, "A senior decides that a case goes to another organisation.");
}

void hand_over(store::Case& record, std::string const& to) {
  record.holder = to;
  record.state = store::CaseState::claimed;
  record.live_until.reset();
}

bool is_for(store::CaseTransfer const& transfer, Actor const& actor) {
  if (!transfer.to_name.empty()) return transfer.to_name == actor.name;
  return actor.is_shell || has(actor.queues, transfer.to_queue);
}

base::Result<store::CaseTransfer> offered(CaseWork& work) {
  std::optional<store::CaseTransfer> transfer = store::find_case_transfer(work.tx, work.record.id);
  if (!transfer) return base::error(base::Code::conflict, "The case is not offered to anybody.");
  if (!is_for(*transfer, work.actor)) return base::error(base::Code::conflict, "The case is not offered to you.");
  return *std::move(transfer);
}

void end_offer(store::Transaction& tx, store::Case& record) {
  store::end_case_transfer(tx, record.id);
  store::cancel_timer(tx, store::TimerKind::transfer, record.ref);
}

Done take_claim(CaseWork& work) {
  if (Done open = work.require_open(); !open) return open;
  if (!work.record.holder.empty() && !work.holds()) {
    return base::error(base::Code::conflict, work.record.holder + " holds the case.");
  }
  bool const is_new = work.record.holder.empty();
  work.record.holder = work.actor.name;
  bool const waits = work.record.state == store::CaseState::waiting_caller ||
                     work.record.state == store::CaseState::waiting_partner ||
                     work.record.state == store::CaseState::unsafe_hold;
  if (is_new || !waits) work.record.state = store::CaseState::claimed;
  return work.done("claimed");
}

void put_back(CaseWork& work) {
  void_offer(work);
  work.record.holder.clear();
  work.record.state = store::CaseState::queued;
  work.record.live_until.reset();
}

Done give_back(CaseWork& work) {
  if (Done open = work.require_open(); !open) return open;
  if (work.record.holder.empty()) return base::error(base::Code::conflict, "Nobody holds the case.");
  if (!work.holds() && !may(work.actor, Right::assign_cases, object_of(work.record))) {
    return base::error(base::Code::conflict, work.record.holder + " holds the case.");
  }
  put_back(work);
  return work.done("released");
}

Done take_away(CaseWork& work) {
  if (Done open = work.require_open(); !open) return open;
  std::string const holder = work.record.holder;
  put_back(work);
  return work.done("claim_ended", {{"holder", holder}});
}

Done give_to(CaseWork& work, std::string const& to) {
  if (Done open = work.require_open(); !open) return open;
  if (!may(work.actor, Right::assign_cases, object_of(work.record))) {
    return base::error(base::Code::forbidden, "A senior assigns cases.");
  }
  base::Result<store::Account> const account = colleague(work, to, {});
  if (!account) return std::unexpected(account.error());
  if (Done leaves = may_leave_organisation(work, account->organisation); !leaves) return leaves;
  void_offer(work);
  std::string const from = work.record.holder;
  hand_over(work.record, to);
  return work.done("assigned", {{"to", to}, {"from", from}});
}

Done make_offer(CaseWork& work, Offer const& wanted, IsQueue const& is_queue) {
  if (Done held = work.require_holder(); !held) return held;
  if (Done said = require_words(wanted.next_step, "next_step"); !said) return said;
  if (wanted.to.empty() && wanted.queue.empty()) {
    return base::wrong_field("to", "Say to whom: \"to\", a person's name, or \"queue\".");
  }
  if (!wanted.queue.empty() && !is_queue(wanted.queue)) {
    return base::wrong_field("queue", "There is no queue " + wanted.queue + ".");
  }
  if (wanted.to == work.actor.name) return base::wrong_field("to", "You hold the case already.");
  if (!wanted.to.empty()) {
    base::Result<store::Account> const account = colleague(work, wanted.to, wanted.queue);
    if (!account) return std::unexpected(account.error());
    if (Done leaves = may_leave_organisation(work, account->organisation); !leaves) return leaves;
  }
  void_offer(work);
  bool const sees = wanted.queue.empty() || wanted.queue == work.record.queue || has(work.record.also, wanted.queue);
  if (!sees) work.record.also.push_back(wanted.queue);
  base::Instant const expires = work.tx.now() + offer_time(work.record.severity);
  store::put_case_transfer(work.tx, {.case_id = work.record.id,
                                     .sender = work.actor.name,
                                     .to_name = wanted.to,
                                     .to_queue = wanted.queue,
                                     .shows_queue = !sees,
                                     .expires = expires});
  store::set_timer(work.tx, {.due = expires,
                             .kind = store::TimerKind::transfer,
                             .subject = work.record.ref,
                             .generation = work.tx.now().time_since_epoch().count()});
  std::string const note = work.note(store::CaseNoteKind::handover, wanted.next_step);
  return work.done("offered", {{"to", wanted.to}, {"queue", wanted.queue}, {"note", note}});
}

Done take_offer(CaseWork& work) {
  if (Done open = work.require_open(); !open) return open;
  base::Result<store::CaseTransfer> const transfer = offered(work);
  if (!transfer) return std::unexpected(transfer.error());
  end_offer(work.tx, work.record);
  if (!transfer->to_queue.empty()) {
    std::erase(work.record.also, transfer->to_queue);
    work.record.queue = transfer->to_queue;
  }
  hand_over(work.record, work.actor.name);
  return work.done("accepted", {{"from", transfer->sender}, {"queue", transfer->to_queue}});
}

Done turn_down(CaseWork& work, std::string const& reason) {
  base::Result<store::CaseTransfer> const transfer = offered(work);
  if (!transfer) return std::unexpected(transfer.error());
  if (Done said = require_words(reason, "reason"); !said) return said;
  end_offer(work.tx, work.record);
  hide_from(work.record, *transfer);
  std::string const note = work.note(store::CaseNoteKind::reason, reason);
  return work.done("refused", {{"from", transfer->sender}, {"note", note}});
}

}  // namespace

std::chrono::minutes offer_time(store::Severity severity) {
  switch (severity) {
    case store::Severity::critical: return std::chrono::minutes(10);
    case store::Severity::high: return std::chrono::minutes(30);
    case store::Severity::medium:
    case store::Severity::low: return std::chrono::hours(4);
  }
  std::unreachable();
}

void void_offer(CaseWork& work) {
  std::optional<store::CaseTransfer> const transfer = store::find_case_transfer(work.tx, work.record.id);
  if (!transfer) return;
  hide_from(work.record, *transfer);
  end_offer(work.tx, work.record);
}

Act claim() { return take_claim; }
Act release() { return give_back; }
Act end_claim() { return take_away; }
Act accept() { return take_offer; }

Act assign(std::string to) {
  return [to = std::move(to)](CaseWork& work) { return give_to(work, to); };
}

Act offer(Offer offer, IsQueue is_queue) {
  return [offer = std::move(offer), is_queue = std::move(is_queue)](CaseWork& work) {
    return make_offer(work, offer, is_queue);
  };
}

Act refuse(std::string reason) {
  return [reason = std::move(reason)](CaseWork& work) { return turn_down(work, reason); };
}

base::Result<bool> take_back_offer(store::Transaction& tx, store::Timer const& timer) {
  if (!store::take_timer(tx, timer)) return false;
  Actor const clock("clock");
  base::Result<CaseWork> work = CaseWork::begin(tx, clock, timer.subject, std::nullopt);
  if (!work) return false;
  std::optional<store::CaseTransfer> const transfer = store::find_case_transfer(tx, work->record.id);
  if (!transfer) return false;
  end_offer(tx, work->record);
  hide_from(work->record, *transfer);
  (void)work->done("offer_lapsed", {{"from", transfer->sender}, {"to", transfer->to_name}});
  return true;
}

}  // namespace desk
