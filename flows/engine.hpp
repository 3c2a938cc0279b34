// One turn of a conversation: what she wrote or pressed, and what follows. A pure function: no clock, no store, no
// network, no randomness; a conversation can be replayed from its inputs. Reads top to bottom:
// hear danger -> stop and erase -> commands -> the open question -> steps until the next question.
#pragma once

#include "flows/triage.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace flows {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

enum class Medium : std::uint8_t { sms, voice };

// What came in. `silence` is the question's own time running out; `hang_up` the end of a call; `recorded` words that
// she spoke, whose text is where they are kept; `bridged` the end of a call to a person, whose text is "answered" if
// they spoke; `begun` nothing at all: a flow begins by itself; `rings` the beginning of a call.
struct Input {
  enum class Kind : std::uint8_t { text, keys, silence, hang_up, recorded, bridged, begun, rings };
  Kind kind = Kind::text;
  std::string text;
};

enum class Safety : std::uint8_t { unknown, yes, no, unsure };  // her last answer to "is it safe to text now?"
enum class Preference : std::uint8_t { unknown, sms, call, none };

// Whether it may be somebody else who writes from her phone. Only of somebody with a code word, who can end it by it.
enum class Doubt : std::uint8_t {
  none,
  other_hands,  // somebody asked who we are, or said that we have the wrong number
  quiet_word    // she said her quiet word: somebody is with her
};

// What we keep to about a contact, in every conversation.
struct ContactRules {
  std::string language;          // empty until known; ne, ne-Latn, en
  bool language_chosen = false;  // she chose it: what she types no longer changes it
  Safety safety = Safety::unknown;
  Preference preference = Preference::unknown;
  bool opted_out = false;
  bool no_share = false;
  Doubt doubt = Doubt::none;
  friend bool operator==(ContactRules const&, ContactRules const&) = default;
};

// The words that she agreed on with us: asked, never shown. A word is given by its key (flows/agreed_words.hpp).
struct AgreedWords {
  std::function<bool(std::string_view key)> is_code_word{};   // empty: she has none
  std::function<bool(std::string_view key)> is_quiet_word{};  // likewise
};

struct OpenCase {
  std::string ref;
  std::string category;
  Severity severity = Severity::low;
  bool held = false;  // a person has claimed it and speaks with her: the flow is silent
};

// All that a turn may know of the outside; filled by line/intake and kept with the turn.
struct Facts {
  Medium medium = Medium::sms;
  std::string number_country;   // ISO 3166 by the number's prefix; empty if unknown
  bool can_be_answered = true;  // false: short code, word or hidden sender
  bool known = false;           // she wrote or rang before
  ContactRules contact;
  AgreedWords words;
  std::optional<OpenCase> open_case;
  int texts_without_answer = 0;  // in 24 hours
  std::map<std::string, std::string, std::less<>>
      numbers;                         // that may be printed today: police, amb, line (ours), num:<copy line>
  bool can_record = false;             // the call can take spoken words
  std::vector<std::string> transfers;  // queues that a call can be put through to now
  // Asked only where a flow needs it; empty: no queue is open, no telephone number is one.
  std::function<std::vector<std::string>()> open_queues;
  std::function<std::optional<std::string>(std::string_view written)> read_phone;  // E.164
};

// Where a conversation stands. Goes to bytes and back between every two turns.
struct State {
  // Where `call` returns to.
  struct Frame {
    std::string flow;
    std::string step;    // where to go on; empty: that flow is over too
    std::string call{};  // the step that called, which takes the results; empty: a command did
  };
  std::string flow;
  std::string version;  // of the content it began with
  std::string step;     // the open question; empty: ended
  std::vector<Frame> stack;
  std::map<std::string, std::string, std::less<>> values;  // what was answered and triaged
  int misses = 0;                                          // answers in a row that were not understood
  std::optional<Instant> expires;                          // when silence is an input of its own
  [[nodiscard]] bool ended() const { return step.empty(); }
};
[[nodiscard]] std::string to_json(State const& state);
[[nodiscard]] std::optional<State> parse_state(std::string_view bytes);

// A message to her, in her language, with every placeholder filled but those that only the desk knows: {ref}, {mins}.
struct Say {
  std::string copy;  // id of the copy line or of the step, for the record
  std::string language;
  std::string text;  // for SMS the text form, for voice the spoken form
};
// Voice only: wait for keys, or for spoken words, after what was said.
struct Listen {
  int digits_max = 1;          // 0: until the hash key
  int record_seconds_max = 0;  // above 0: her words are recorded; a key ends them, and still counts as one
};
// Voice only: the call is put through to the people of a queue; the engine hears how that ended as `bridged`.
struct Transfer {
  std::string queue;
};
// A flow begins by itself so much later, inside her safe hours, if her rules then still allow it.
struct FollowUp {
  std::string flow;
  std::chrono::milliseconds after{};
};
// She writes from a phone that is lent to her: by what her own case is known, and what she wrote. Whoever keeps cases
// compares; where it fits, her case gets it, and the case apart is none.
struct Claim {
  std::string number;
  std::string secret;
  std::string words;
};
// A case is opened, or the open one raised: the facts from which the desk routes. Severity never falls.
struct Escalate {
  std::string category;
  Severity severity = Severity::low;
  std::string rule;
  std::vector<std::string> tags;
  Place place = Place::cd;
  std::string country;
  std::string queue;      // only where the flow must name it (a person was asked for: intake); else empty
  bool own_case = false;  // a complaint about our own people, or an erase request: a case apart
  std::vector<std::string> why;
  std::optional<Claim> claim{};  // of a case apart
};
// What she answered when she was asked whether an organisation may know, and in which words she was asked.
struct Consented {
  std::string organisation;  // as the question named it; empty: all of them, she takes it back
  bool given = false;
  std::string copy{};  // the line that asked; empty: she said it unasked
  std::string language{};
  std::string revision{};  // of the line's words: print_of (flows/review.hpp)
};
// Something learnt about the contact, to be kept beyond this conversation.
struct Learn {
  ContactRules rules;
};
// A word that she and we agreed on: kept with the contact, never in the conversation.
struct KeepWord {
  enum class Which : std::uint8_t { code, quiet };
  Which which = Which::code;
  std::string word;  // as she wrote it
};
// The call ended before it came to an end: whoever keeps calls may take it up again.
struct CutOff {
  bool unheard = false;  // no key was pressed: a missed call
};
struct End {
  std::string outcome;
};
struct HangUp {};
using Effect = std::variant<Say, Listen, Transfer, FollowUp, Escalate, Consented, Learn, KeepWord, CutOff, End, HangUp>;

// Why nothing was said, where silence is right. Anything else must say something: a property test holds this list.
enum class Silence : std::uint8_t {
  none,
  held_by_person,
  quarantined,
  unsafe,
  opted_out,
  wrong_number,
  borrowed_returned,
  cannot_be_answered,
  repeat
};
[[nodiscard]] std::string_view name(Silence silence);

struct Turn {
  State state;
  std::vector<Effect> effects;
  Silence silence = Silence::none;
  std::optional<Verdict> verdict;        // what triage made of this input, if it was judged
  std::optional<std::string> kept_text;  // her text or keys as they may be kept, where a secret of hers is in them
};

class Library;  // flows/library.hpp: flows, copy, lexicon, countries of one version

// A fresh conversation is `State{}` (no flow): the library's entry flow for the medium begins. A conversation that has
// ended is handed in as it ended: within an hour a text goes on with what was answered, afterwards it begins afresh.
[[nodiscard]] Turn advance(Library const& library, State const& state, Input const& input, Facts const& facts,
                           Instant now);

// Begins a flow that a person at the desk sends (`begun_by: desk`), in place of what was open. What its lines name
// stands in `state.values` before: `org` and `hours` for consent and handover, `time` for a call that was agreed.
// Nothing if there is no flow of that name, or a line would go out with such a name unfilled.
[[nodiscard]] std::optional<Turn> send_flow(Library const& library, std::string_view flow, State const& state,
                                            Facts const& facts, Instant now);

// Begins any flow, for trying it out; nothing if there is none of that name.
[[nodiscard]] std::optional<Turn> begin_flow(Library const& library, std::string_view flow, State const& state,
                                             Facts const& facts, Instant now);

// Within this time a text goes on with what was asked and answered before, also where the conversation had ended:
// nobody is asked twice whether it is safe because she sent her story in two texts. Whoever keeps states gives an ended
// one of a text conversation back for so long.
inline constexpr std::chrono::minutes goes_on_for{60};

}  // namespace flows
