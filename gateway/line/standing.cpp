#include "gateway/line/standing.hpp"

#include "flows/agreed_words.hpp"
#include "gateway/desk/switches.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/store/agreed_word.hpp"
#include "gateway/store/block.hpp"
#include "gateway/store/message.hpp"

namespace line {

namespace {

// As far back as is looked for texts that no person answered; three are enough to raise a case.
constexpr int history_looked_at = 12;

// A call that has ended is over; a text conversation goes on for a while when she writes again.
bool is_over(store::Conversation const& conversation, store::Instant now) {
  if (!conversation.ended) return false;
  return conversation.medium == store::Medium::voice || now - *conversation.ended > flows::goes_on_for;
}

// Her texts of the last day since a person last wrote to her, while nobody holds the case and no question is open. An
// answer to a question is not a text that waits for a person.
int texts_without_answer(store::Snapshot& snapshot, Loaded const& loaded) {
  bool const is_asked = loaded.conversation && !loaded.conversation->ended;
  if (!loaded.open_case || is_asked) return 0;
  store::Instant const since = snapshot.now() - std::chrono::hours(24);
  int texts = 0;
  for (store::Message const& message : store::history(snapshot, loaded.contact->id, history_looked_at)) {
    bool const from_person = message.direction == store::Direction::out && !message.conversation;
    if (message.at < since || from_person) break;
    if (message.direction == store::Direction::in) ++texts;
  }
  return texts;
}

// Her last call, if it was cut off in the middle of a question so lately that this one goes on with it.
std::optional<store::Conversation> cut_off_lately(store::Snapshot& snapshot, store::Contact const& contact,
                                                  Thread const& thread) {
  if (contact.rules.doubt != store::Doubt::none) return std::nullopt;
  auto last = store::last_conversation(snapshot, contact.id, store::Medium::voice);
  bool const is_cut = last && last->ended && last->outcome == "hung_up";
  if (!is_cut || snapshot.now() - *last->ended > thread.resume_for) return std::nullopt;
  return last;
}

flows::AgreedWords words_of(store::Snapshot& snapshot, store::Contact const& contact) {
  flows::AgreedWords words;
  words.is_quiet_word = store::quiet_word_test(snapshot, contact);
  if (contact.code_word.empty()) return words;
  base::PrivateText const code(flows::word_key(contact.code_word.reveal(base::Reason::to_read_flow)));
  words.is_code_word = [code](std::string_view key) { return code.reveal(base::Reason::to_read_flow) == key; };
  return words;
}

void read_switches(store::Snapshot& snapshot, Standing& standing) {
  for (store::Switch const& each : store::switches(snapshot)) {
    if (each.name == desk::surge_switch) standing.is_surge = true;
    if (each.name.starts_with(desk::area_switch))
      standing.alerted.push_back(each.name.substr(desk::area_switch.size()));
  }
}

}  // namespace

store::Viewer const& own_view() {
  static store::Viewer const viewer{.name = "line", .all = true, .queues = {}};
  return viewer;
}

Loaded load_standing(store::Snapshot& snapshot, Number const& from, flows::Medium medium, Thread const& thread) {
  Loaded loaded;
  loaded.standing.from = from;
  loaded.standing.medium = medium;
  read_switches(snapshot, loaded.standing);
  if (thread.contact) {
    loaded.contact = store::find_contact(snapshot, *thread.contact);
  } else if (from.kind != NumberKind::hidden) {
    std::optional<store::ContactAt> at = store::find_contact_at(snapshot, address_of(from));
    if (at) {
      loaded.contact = std::move(at->contact);
      loaded.address = at->address;
    }
  }
  if (!loaded.contact) return loaded;

  // Known by what she sent: the first parts of a first long text make nobody known.
  loaded.standing.known = loaded.contact->last_in_at.has_value();
  loaded.standing.rules = rules_of(loaded.contact->rules);
  loaded.standing.frozen = loaded.contact->frozen;
  loaded.standing.words = words_of(snapshot, *loaded.contact);
  loaded.standing.is_blocked = store::is_blocked(snapshot, loaded.contact->id);
  if (thread.conversation) {
    loaded.conversation = store::find_conversation(snapshot, *thread.conversation);
  } else if (thread.begins) {
    loaded.conversation = cut_off_lately(snapshot, *loaded.contact, thread);
  } else {
    loaded.conversation = store::last_conversation(snapshot, loaded.contact->id, medium_of(medium));
  }
  bool const is_taken_up = thread.begins || thread.takes_up;
  if (loaded.conversation && !is_taken_up && is_over(*loaded.conversation, snapshot.now())) loaded.conversation.reset();
  if (loaded.conversation) {
    std::string const& state = loaded.conversation->state.reveal(base::Reason::to_read_flow);
    loaded.standing.state = flows::parse_state(state).value_or(flows::State{});
  }
  loaded.open_case = store::open_case_of(snapshot, own_view(), loaded.contact->id);
  if (loaded.open_case) loaded.standing.open_case = standing_case(*loaded.open_case);
  loaded.standing.texts_without_answer = texts_without_answer(snapshot, loaded);
  return loaded;
}

}  // namespace line
