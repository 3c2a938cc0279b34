#include "gateway/desk/case_desk.hpp"

#include "flows/text/segments.hpp"
#include "gateway/desk/contact_rules.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/address.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/contact.hpp"

#include <algorithm>

namespace desk {

namespace {

constexpr int cases_max = 200;
constexpr int thread_lines_max = 200;
// What networks still join on an old handset.
constexpr int parts_max = 6;

base::Result<store::Case> find(store::Snapshot& snapshot, Actor const& actor, std::string const& ref) {
  std::optional<store::Case> record = store::find_case(snapshot, viewer_of(actor), ref);
  if (!record) return base::error(base::Code::not_found, "There is no case " + ref + " among those you may see.");
  return std::move(*record);
}

std::vector<ThreadLine> thread_of(store::Snapshot& snapshot, store::Case const& record) {
  std::vector<ThreadLine> thread;
  for (store::Message& message : store::history(snapshot, record.contact, thread_lines_max)) {
    if (message.case_id && message.case_id != record.id) continue;  // of another case of hers
    ThreadLine line{.message = std::move(message), .delivery = {}, .why = {}};
    if (std::optional<store::Outbound> const outbound = store::find_outbound(snapshot, line.message.id)) {
      line.delivery = outbound->state;
      line.why = outbound->why;
    }
    thread.push_back(std::move(line));
  }
  std::ranges::reverse(thread);
  return thread;
}

using Act = base::Result<store::Case> (*)(store::Transaction&, store::CaseAct const&);

base::Result<store::Case> act_on(store::Transaction& tx, Actor const& actor, std::string const& ref,
                                 std::optional<std::int64_t> expected, std::string_view what, Act act) {
  base::Result<store::Case> const before = find(tx, actor, ref);
  if (!before) return before;
  store::CaseAct const on{viewer_of(actor), ref, expected.value_or(before->version)};
  base::Result<store::Case> after = act(tx, on);
  if (after) tx.journal(actor.name, what, "case " + ref);
  return after;
}

// Where she last wrote from and to: the address and channel that an answer uses.
std::optional<store::Message> last_text(store::Snapshot& snapshot, store::Case const& record) {
  for (store::Message& message : store::history(snapshot, record.contact, thread_lines_max)) {
    bool const is_text = message.direction == store::Direction::in && message.medium == store::Medium::sms;
    if (is_text && message.address) return std::move(message);
  }
  return std::nullopt;
}

base::Result<store::MessageId> queue_answer(store::Transaction& tx, Actor const& actor, std::string const& ref,
                                            std::string const& text) {
  base::Result<store::Case> const record = find(tx, actor, ref);
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
  tx.journal(actor.name, "answered", "case " + ref);
  return added;
}

}  // namespace

std::string masked(std::string_view number) {
  constexpr std::size_t head = 4;
  constexpr std::size_t tail = 3;
  if (number.size() <= head + tail + 1) return number.empty() ? std::string() : "••••";
  return std::string(number.substr(0, head)) + "••••" + std::string(number.substr(number.size() - tail));
}

base::Task<base::Result<std::vector<store::Case>>> CaseDesk::list(Actor actor) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::Case>> {
    return store::open_cases(snapshot, viewer_of(actor), cases_max);
  };
  base::Result<std::vector<store::Case>> cases = co_await store_.read(look);
  if (!cases) co_return cases;
  // A long list does not hold up the writer; that she looked is written down before she sees it.
  auto const note = [&](store::Transaction& tx) -> base::Result<void> {
    tx.journal(actor.name, "listed", "cases");
    return {};
  };
  base::Result<void> const noted = co_await store_.write(note);
  if (!noted) co_return std::unexpected(noted.error());
  co_return cases;
}

base::Task<base::Result<CaseView>> CaseDesk::show(Actor actor, std::string ref) {
  // A look is an act: it is written down in the same unit that reads.
  auto const unit = [&](store::Transaction& tx) -> base::Result<CaseView> {
    base::Result<store::Case> record = find(tx, actor, ref);
    if (!record) return std::unexpected(record.error());
    CaseView view{.record = std::move(*record), .address = {}, .thread = {}};
    view.thread = thread_of(tx, view.record);
    for (store::Address const& address : store::addresses_of(tx, view.record.contact)) {
      std::string const& number = address.value.reveal(base::Reason::to_show_holder);
      view.address = base::PrivateText(view.record.holder == actor.name ? number : masked(number));
    }
    tx.journal(actor.name, "looked", "case " + ref);
    return view;
  };
  base::Result<CaseView> view = co_await store_.write(unit);
  co_return view;
}

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
    base::Result<store::Case> const before = find(tx, actor, ref);
    if (!before) return before;
    store::CaseAct const on{viewer_of(actor), ref, expected.value_or(before->version)};
    base::Result<store::Case> after = store::close_case(tx, on, outcome);
    if (after) tx.journal(actor.name, "closed", "case " + ref);
    return after;
  };
  base::Result<store::Case> after = co_await store_.write(unit);
  co_return after;
}

base::Task<base::Result<store::MessageId>> CaseDesk::answer(Actor actor, std::string ref, std::string text) {
  if (text.empty()) co_return base::error(base::Code::bad_input, "An answer needs words.");
  if (flows::count_segments(text).parts > parts_max) {
    co_return base::error(base::Code::bad_input, "This is longer than six SMS parts. Shorten it or send it in pieces.");
  }
  auto const unit = [&](store::Transaction& tx) { return queue_answer(tx, actor, ref, text); };
  base::Result<store::MessageId> queued = co_await store_.write(unit);
  co_return queued;
}

}  // namespace desk
