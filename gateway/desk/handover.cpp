#include "gateway/desk/handover.hpp"

#include "flows/text/segments.hpp"
#include "gateway/desk/case_states.hpp"
#include "gateway/desk/contact_rules.hpp"
#include "gateway/store/address.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"

namespace desk {

namespace {

using Done = base::Result<void>;

// What networks still join on an old handset.
constexpr int parts_max = 6;
// Of her history, newest first.
constexpr int messages_looked_at = 200;
// Worth nothing later: it would arrive when she no longer expects it, perhaps in other hands.
constexpr std::chrono::hours answer_lifetime{24};

Done require_text(std::string const& text) {
  if (text.empty()) return base::wrong_field("text", "An answer needs words.");
  if (flows::count_segments(text).parts <= parts_max) return {};
  return base::wrong_field("text", "This is longer than six SMS parts. Shorten it or send it in pieces.");
}

// What she wrote last, where it can be answered: the address and channel that an answer uses.
base::Result<store::Message> last_text(store::Snapshot& snapshot, store::Case const& record) {
  for (store::Message& message : store::history(snapshot, record.contact, messages_looked_at)) {
    bool const is_text = message.direction == store::Direction::in && message.medium == store::Medium::sms;
    if (!is_text || !message.address) continue;
    std::optional<store::Address> const address = store::find_address(snapshot, message.address);
    // A telephone number begins with its plus; a short code could be anybody's machine, and dear.
    bool const is_number = address && address->scheme == store::Scheme::tel &&
                           address->value.reveal(base::Reason::to_send).starts_with('+');
    if (is_number) return std::move(message);
    return base::error(base::Code::conflict, "This sender cannot be answered by text.");
  }
  return base::error(base::Code::conflict, "She never wrote a text, so there is no number to answer to.");
}

Done may_write(CaseWork const& work, store::Contact const& contact, Answer const& answer) {
  auto const refuse = [](std::string_view why, std::string_view then) -> Done {
    return base::error(base::Code::conflict, std::string(why) + std::string(then));
  };
  constexpr std::string_view wait = " Wait until she writes.";
  if (std::string_view const why = forbids_any_text(contact.rules); !why.empty()) return refuse(why, wait);
  if (work.record.state == store::CaseState::unsafe_hold) return refuse("It is not safe to write to her.", wait);
  if (!answer.reason.empty()) return require_words(answer.reason, "override");
  constexpr std::string_view or_say_why = " Wait until she writes, or say why it cannot wait: \"override\".";
  if (std::string_view const why = forbids_texts(contact.rules); !why.empty()) return refuse(why, or_say_why);
  if (work.record.silent_since) return refuse("She fell silent in the middle of the exchange.", or_say_why);
  return {};
}

// In a live exchange her silence is looked at when its time is over.
void go_live(CaseWork& work, store::Contact const& contact, Answer const& answer) {
  base::Instant const now = work.tx.now();
  bool const is_live = contact.last_in_at && now - *contact.last_in_at <= live_for;
  if (!is_live) return;
  work.record.live_until = now + answer.undo + live_for;
  store::set_timer(work.tx, {.due = *work.record.live_until,
                             .kind = store::TimerKind::exchange,
                             .subject = work.record.ref,
                             .generation = now.time_since_epoch().count()});
}

Done withdraw(CaseWork& work, store::MessageId id) {
  if (Done held = work.require_holder(); !held) return held;
  std::optional<store::Message> const message = store::find_message(work.tx, id);
  bool const is_answer = message && message->case_id == work.record.id && !message->conversation &&
                         message->direction == store::Direction::out;
  if (!is_answer) return base::error(base::Code::not_found, "There is no such answer in this case.");
  if (Done taken = store::withdraw(work.tx, id, "Taken back before it left."); !taken) return taken;
  return work.noted("taken_back", {{"message", store::text(id)}});
}

// Hers, unless one of ours after it left or may still leave.
bool she_spoke_last(store::Snapshot& snapshot, store::Case const& record) {
  for (store::Message const& message : store::history(snapshot, record.contact, messages_looked_at)) {
    if (message.direction == store::Direction::in) return true;
    std::optional<store::Outbound> const row = store::find_outbound(snapshot, message.id);
    if (row && row->state != store::OutboundState::withdrawn) return false;
  }
  return true;
}

}  // namespace

bool person_answers(Hold const& hold, Directory const& directory, base::Instant now) {
  if (hold.frozen) return true;
  if (!hold.held) return false;
  if (hold.live_until && now < *hold.live_until) return true;
  Queue const* const queue = directory.find_queue(hold.queue);
  return queue == nullptr || is_open(queue->hours, now);
}

base::Result<store::MessageId> answer(CaseWork& work, Answer const& answer) {
  if (Done fits = require_text(answer.text); !fits) return std::unexpected(fits.error());
  if (Done held = work.require_holder(); !held) return std::unexpected(held.error());
  std::optional<store::Contact> const contact = store::find_contact(work.tx, work.record.contact);
  if (!contact) return base::error(base::Code::not_found, "Her data have been erased.");
  if (Done may = may_write(work, *contact, answer); !may) return std::unexpected(may.error());
  if (answer.after && store::last_inbound(work.tx, contact->id) > *answer.after) {
    return base::error(base::Code::conflict, "She wrote again meanwhile: read it first, then send.");
  }
  base::Result<store::Message> const last = last_text(work.tx, work.record);
  if (!last) return std::unexpected(last.error());
  store::NewOutbound reply;
  reply.message.contact = work.record.contact;
  reply.message.case_id = work.record.id;
  reply.message.channel = last->channel;
  reply.message.direction = store::Direction::out;
  reply.message.medium = store::Medium::sms;
  reply.message.address = last->address;
  reply.message.text = store::Sealed<std::string>(answer.text);
  reply.due = work.tx.now() + answer.undo;
  reply.expires = work.tx.now() + answer_lifetime;
  reply.overrides = !answer.reason.empty();
  base::Result<store::MessageId> added = store::add_outbound(work.tx, std::move(reply));
  if (!added) return added;
  store::note_answered(work.tx, work.record.id);
  go_live(work, *contact, answer);
  std::string const note = work.note(store::CaseNoteKind::reason, answer.reason);
  (void)work.done("answered", {{"message", store::text(*added)}, {"override", note}});
  return added;
}

Act take_back(store::MessageId message) {
  return [message](CaseWork& work) { return withdraw(work, message); };
}

bool waits_for_her(store::Case const& record) {
  store::Case heard = record;
  return record.live_until || hear_caller(heard);
}

void note_heard(store::Transaction& tx, store::CaseId case_id) {
  std::optional<store::Case> record = store::find_case(tx, {.name = "line", .all = true, .queues = {}}, case_id);
  if (!record) return;
  bool const waited = hear_caller(*record);
  bool const is_live = record->live_until && tx.now() < *record->live_until;
  if (is_live) record->live_until = tx.now() + live_for;
  store::cancel_timer(tx, store::TimerKind::exchange, record->ref);
  if (!waited && !is_live) return;
  store::save_case(tx, *record, store::ChangedBy::other);
  tx.journal("line", waited ? "heard_again" : "heard", subject_of(record->ref), detail_of(record->version, {}));
}

base::Result<bool> end_exchange(store::Transaction& tx, store::Timer const& timer) {
  if (!store::take_timer(tx, timer)) return false;
  Actor const clock("clock");
  base::Result<CaseWork> work = CaseWork::begin(tx, clock, timer.subject, std::nullopt);
  if (!work || work->record.closed || !work->record.live_until) return false;
  if (she_spoke_last(tx, work->record)) return false;
  work->record.silent_since = tx.now();
  work->record.live_until.reset();
  if (!work->record.holder.empty()) work->record.state = store::CaseState::waiting_caller;
  (void)work->done("exchange_stopped");
  return true;
}

}  // namespace desk
