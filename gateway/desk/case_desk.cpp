#include "gateway/desk/case_desk.hpp"

#include "flows/text/segments.hpp"
#include "gateway/desk/case_look.hpp"
#include "gateway/desk/contact_rules.hpp"
#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/address.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/contact.hpp"

namespace desk {

namespace {

constexpr int history_lines_max = 200;
// What networks still join on an old handset.
constexpr int parts_max = 6;

using Act = base::Result<store::Case> (*)(store::Transaction&, store::CaseAct const&);

base::Result<store::Case> act_on(store::Transaction& tx, Actor const& actor, std::string const& ref,
                                 std::optional<std::int64_t> expected, std::string_view what, Act act) {
  base::Result<store::Case> const before = find_for(tx, actor, ref);
  if (!before) return before;
  store::CaseAct const on{viewer_of(actor), ref, expected.value_or(before->version)};
  base::Result<store::Case> after = act(tx, on);
  if (after) record_act(tx, actor, what, "case " + ref, version_detail(*after));
  return after;
}

// Where she last wrote from and to: the address and channel that an answer uses.
std::optional<store::Message> last_text(store::Snapshot& snapshot, store::Case const& record) {
  for (store::Message& message : store::history(snapshot, record.contact, history_lines_max)) {
    bool const is_text = message.direction == store::Direction::in && message.medium == store::Medium::sms;
    if (is_text && message.address) return std::move(message);
  }
  return std::nullopt;
}

base::Result<store::MessageId> queue_answer(store::Transaction& tx, Actor const& actor, std::string const& ref,
                                            std::string const& text) {
  base::Result<store::Case> const record = find_for(tx, actor, ref);
  if (!record) return std::unexpected(record.error());
  if (record->holder != actor.name) {
    return base::error(base::Code::conflict, record->holder.empty()
                                                 ? "Claim the case first, so that only one person writes to her."
                                                 : "Somebody else holds this case: " + record->holder + ".");
  }
  std::optional<store::Contact> const contact = store::find_contact(tx, record->contact);
  if (!contact) return base::error(base::Code::not_found, "Her data have been erased.");
  if (std::string_view const why = forbids_texts(contact->rules); !why.empty()) {
    return base::error(base::Code::conflict, std::string(why) + " Wait until she writes.");
  }
  std::optional<store::Message> const last = last_text(tx, *record);
  if (!last) return base::error(base::Code::conflict, "She never wrote a text, so there is no number to answer to.");
  std::optional<store::Address> const address = store::find_address(tx, last->address);
  // A telephone number begins with its plus; a short code could be anybody's machine, and dear.
  bool const is_number =
      address && address->scheme == store::Scheme::tel && address->value.reveal(base::Reason::to_send).starts_with('+');
  if (!is_number) {
    return base::error(base::Code::conflict, "This sender cannot be answered by text.");
  }
  store::NewOutbound reply;
  reply.message.contact = record->contact;
  reply.message.case_id = record->id;
  reply.message.channel = last->channel;
  reply.message.direction = store::Direction::out;
  reply.message.medium = store::Medium::sms;
  reply.message.address = last->address;
  reply.message.text = store::Sealed<std::string>(text);
  reply.expires = tx.now() + std::chrono::hours(24);
  base::Result<store::MessageId> added = store::add_outbound(tx, std::move(reply));
  if (!added) return added;
  store::note_answered(tx, record->id);
  record_act(tx, actor, "answered", "case " + ref);
  return added;
}

}  // namespace

base::Task<base::Result<store::Case>> CaseDesk::claim(Actor actor, std::string ref,
                                                      std::optional<std::int64_t> expected) {
  auto const unit = [&](store::Transaction& tx) {
    return act_on(tx, actor, ref, expected, "claimed", store::claim_case);
  };
  base::Result<store::Case> after = co_await store_.write(unit);
  co_return after;
}

base::Task<base::Result<store::Case>> CaseDesk::release(Actor actor, std::string ref,
                                                        std::optional<std::int64_t> expected) {
  auto const unit = [&](store::Transaction& tx) {
    return act_on(tx, actor, ref, expected, "released", store::release_case);
  };
  base::Result<store::Case> after = co_await store_.write(unit);
  co_return after;
}

base::Task<base::Result<store::Case>> CaseDesk::close(Actor actor, std::string ref,
                                                      std::optional<std::int64_t> expected, std::string outcome) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::Case> {
    base::Result<store::Case> const before = find_for(tx, actor, ref);
    if (!before) return before;
    store::CaseAct const on{viewer_of(actor), ref, expected.value_or(before->version)};
    base::Result<store::Case> after = store::close_case(tx, on, outcome);
    if (after) record_act(tx, actor, "closed", "case " + ref, version_detail(*after));
    return after;
  };
  base::Result<store::Case> after = co_await store_.write(unit);
  co_return after;
}

base::Task<base::Result<store::MessageId>> CaseDesk::answer(Actor actor, std::string ref, std::string text) {
  if (text.empty()) co_return base::wrong_field("text", "text: an answer needs words.");
  if (flows::count_segments(text).parts > parts_max) {
    co_return base::wrong_field("text", "text: longer than six SMS parts. Shorten it or send it in pieces.");
  }
  auto const unit = [&](store::Transaction& tx) { return queue_answer(tx, actor, ref, text); };
  base::Result<store::MessageId> queued = co_await store_.write(unit);
  co_return queued;
}

}  // namespace desk
