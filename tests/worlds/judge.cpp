#include "tests/worlds/judge.hpp"

#include "gateway/desk/directory.hpp"
#include "gateway/line/standing.hpp"
#include "gateway/store/journal.hpp"
#include "tests/worlds/judge_sends.hpp"
#include "tests/worlds/replay.hpp"

#include <algorithm>

namespace worlds {

namespace {

constexpr int messages_max = 10'000;

StoredPerson read_person(store::Snapshot& snapshot, store::Contact const& contact) {
  StoredPerson person{
      .contact = contact, .messages = {}, .rows = {}, .turns = {}, .conversations = {}, .cases = {}, .acts = {}};
  person.messages = store::history(snapshot, contact.id, messages_max);
  std::ranges::reverse(person.messages);
  std::set<store::ConversationId> conversations;
  for (store::Message const& message : person.messages) {
    if (message.conversation) conversations.insert(message.conversation);
    if (auto row = store::find_outbound(snapshot, message.id)) person.rows.push_back(std::move(*row));
  }
  for (store::ConversationId const id : conversations) {
    if (auto conversation = store::find_conversation(snapshot, id))
      person.conversations.push_back(std::move(*conversation));
    for (store::Turn& turn : store::turns_of(snapshot, id, messages_max)) person.turns.push_back(std::move(turn));
  }
  std::ranges::sort(person.turns, {}, &store::Turn::id);
  std::ranges::sort(person.rows, {}, &store::Outbound::id);
  return person;
}

class Judge {
 public:
  Judge(World& world, store::Snapshot& snapshot) : world_(world), snapshot_(snapshot) {}

  std::vector<std::string> run() {
    if (!world_.is_settled()) complain("the world never came to rest");
    for (std::string const& line : world_.process().log_errors()) complain("the log says: " + line);
    std::int64_t const last = store::last_journal_seq(snapshot_);
    if (auto const broken = store::verify_journal(snapshot_, 1, last)) {
      complain("the journal breaks at " + std::to_string(broken->seq) + ": " + broken->why);
    }
    read_cases(last);
    for (Person const& person : world_.people().all()) judge_person(person);
    judge_desk();
    if (contacts_.size() != case_contacts_in(contacts_)) complain("a case belongs to nobody who wrote");
    if (auto foreign = judge_foreign(world_, rows_)) complain(std::move(*foreign));
    return std::move(complaints_);
  }

 private:
  // Every case was opened in the journal.
  void read_cases(std::int64_t last) {
    for (store::JournalEntry const& entry : store::journal_after(snapshot_, 0, static_cast<int>(last))) {
      std::string const ref = entry.subject.starts_with("case ") ? entry.subject.substr(5) : std::string();
      if (entry.what == "case_opened") {
        std::optional<store::Case> record = store::find_case(snapshot_, line::own_view(), ref);
        if (!record) {
          complain("case " + ref + " was opened and is not there");
          continue;
        }
        if (support::shipped_content()->directory.find_queue(record->queue) == nullptr) {
          complain("case " + ref + " is in no queue: \"" + record->queue + "\"");
        }
        cases_.push_back(std::move(*record));
      }
      bool const is_hers = entry.who == "asha" && entry.what != "looked";
      if (is_hers || entry.what == "claim_ended")
        acts_[ref].push_back({.seq = entry.seq, .at = entry.at, .what = entry.what});
    }
  }

  void judge_person(Person const& person) {
    store::AddressKey const address{store::Scheme::tel, store::Sealed<std::string>(person.number)};
    std::optional<store::Contact> const contact = store::find_contact(snapshot_, address);
    if (!contact) {
      for (Text const& text : person.texts) complain("text " + text.id + " was acknowledged and its writer is unknown");
      return;
    }
    StoredPerson stored = read_person(snapshot_, *contact);
    for (store::Case const& record : cases_) {
      if (record.contact != contact->id) continue;
      stored.cases.push_back(record);
      // What is done with a case apart is no part of her conversation.
      if (record.own_case) continue;
      for (DeskAct const& act : acts_[record.ref]) stored.acts.push_back(act);
    }
    std::ranges::sort(stored.acts, {}, &DeskAct::seq);
    contacts_.insert(contact->id);
    rows_.insert(rows_.end(), stored.rows.begin(), stored.rows.end());
    judge_texts(person, stored);
    Replayed const replayed = replay(*support::shipped_content(), person.number, stored);
    for (std::string const& each : replayed.complaints) complain(person.number + ": " + each);
    for (std::string& each : judge_sends(world_, person, stored, replayed.wants_nothing)) complain(std::move(each));
  }

  // Each text once, in one turn, in the order in which they were taken.
  void judge_texts(Person const& person, StoredPerson const& stored) {
    std::vector<Text const*> order;
    for (store::Message const& message : stored.messages) {
      if (message.direction != store::Direction::in) continue;
      std::string const id = message.provider_id.substr(0, message.provider_id.find(came_again));
      auto const text = std::ranges::find(person.texts, id, &Text::id);
      if (text == person.texts.end() || channel_of(text->carrier) != message.channel ||
          text->words != message.text.reveal(base::Reason::to_test)) {
        complain("a text is stored that nobody sent: " + message.provider_id);
        continue;
      }
      order.push_back(&*text);
      auto const turns = std::ranges::count(stored.turns, message.id, &store::Turn::message);
      if (turns != 1) complain("text " + text->id + " made " + std::to_string(turns) + " turns");
    }
    for (Text const& text : person.texts) {
      auto const times = std::ranges::count(order, &text);
      if (times != 1) complain("text " + text.id + " is stored " + std::to_string(times) + " times");
    }
    for (std::size_t later = 0; later < order.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        if (order[later]->taken_in < order[earlier]->first_call) {
          complain("text " + order[later]->id + " was taken before " + order[earlier]->id + " came, and stands after");
        }
      }
    }
  }

  // What the case worker was told is done is done.
  void judge_desk() {
    for (store::MessageId const id : world_.answers()) {
      if (std::ranges::find(rows_, id, &store::Outbound::id) == rows_.end()) {
        complain("the case worker's answer " + store::text(id) + " is lost");
      }
    }
  }

  [[nodiscard]] std::size_t case_contacts_in(std::set<store::ContactId> all) const {
    for (store::Case const& record : cases_) all.insert(record.contact);
    return all.size();
  }

  void complain(std::string what) { complaints_.push_back(std::move(what)); }

  World& world_;
  store::Snapshot& snapshot_;
  std::vector<std::string> complaints_;
  std::vector<store::Case> cases_;
  std::map<std::string, std::vector<DeskAct>> acts_;  // by reference
  std::set<store::ContactId> contacts_;
  std::vector<store::Outbound> rows_;
};

}  // namespace

std::vector<std::string> judge(World& world) {
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::vector<std::string>> {
    return Judge(world, snapshot).run();
  };
  base::Result<std::vector<std::string>> complaints = world.store().read_now(unit);
  if (!complaints) return {"the store cannot be read: " + complaints.error().message};
  return std::move(*complaints);
}

}  // namespace worlds
