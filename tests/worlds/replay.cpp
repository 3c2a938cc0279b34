#include "tests/worlds/replay.hpp"

#include "gateway/line/convert.hpp"

#include <algorithm>

namespace worlds {

namespace {

// Every reference becomes the same.
std::string without_reference(std::string text) {
  for (std::size_t at = text.find("K-"); at != std::string::npos; at = text.find("K-", at + 1)) {
    for (std::size_t i = at + 2; i < std::min(at + 7, text.size()); ++i) {
      if (text[i] >= '0' && text[i] <= '9') text[i] = '#';
    }
  }
  return text;
}

std::string shown(store::Sealed<std::string> const& sealed) { return sealed.reveal(base::Reason::to_test); }

class Replay {
 public:
  Replay(line::Content const& content, std::string const& number, StoredPerson const& person)
      : content_(content), person_(person) {
    standing_.from = line::parse_number(content.numbering, number, "NP");
  }

  Replayed run() {
    for (store::Turn const& turn : person_.turns) {
      if (!take_acts_before(turn.at)) return std::move(result_);
      take(turn);
    }
    if (!take_acts_before(base::Instant::max())) return std::move(result_);
    compare_end();
    return std::move(result_);
  }

 private:
  // False: an act and a turn happened in the same millisecond, and which was first is not known.
  bool take_acts_before(base::Instant at) {
    for (; act_ < person_.acts.size() && person_.acts[act_].at <= at; ++act_) {
      DeskAct const& act = person_.acts[act_];
      if (act.at == at) return false;
      if (act.what == "claimed" && standing_.open_case) standing_.open_case->held = true;
      bool const is_let_go = act.what == "released" || act.what == "claim_ended";
      if (is_let_go && standing_.open_case) standing_.open_case->held = false;
      if (act.what == "closed") standing_.open_case.reset();
    }
    return true;
  }

  void take(store::Turn const& turn) {
    store::Message const* const message = message_of(turn);
    bool const is_text = turn.kind == "text";
    if (is_text && message == nullptr) {
      complain("a turn " + store::text(turn.id) + " has no message");
      return;
    }
    begin_conversation(turn);
    standing_.texts_without_answer = texts_without_answer(turn, message);
    flows::Input const input{is_text ? flows::Input::Kind::text : flows::Input::Kind::silence,
                             is_text ? shown(message->text) : std::string()};
    line::DrawReference const draw = [] { return std::string("K-00000"); };
    line::TurnPlan const plan = line::plan_turn(content_, standing_, input, turn.at, draw);
    compare(turn, plan);
    keep(turn, plan);
    if (is_text) {
      flows::ContactRules const& rules = standing_.rules;
      result_.wants_nothing.push_back(rules.opted_out || rules.safety == flows::Safety::no ||
                                      rules.preference == flows::Preference::none);
    }
  }

  void begin_conversation(store::Turn const& turn) {
    if (turn.conversation == conversation_) return;
    if (conversation_ && (!ended_ || turn.at - *ended_ <= flows::goes_on_for)) {
      complain("turn " + store::text(turn.id) + " began a new conversation while another went on");
    }
    conversation_ = turn.conversation;
    standing_.state = {};
    ended_.reset();
  }

  // Her texts of the last day since a person wrote, among her newest messages, while no question is open.
  [[nodiscard]] int texts_without_answer(store::Turn const& turn, store::Message const* message) const {
    if (!standing_.open_case || (conversation_has_turns() && !ended_)) return 0;
    int texts = 0;
    int looked_at = 0;
    for (auto each = person_.messages.rbegin(); each != person_.messages.rend() && looked_at < 12; ++each) {
      if (each->id.value >= (message != nullptr ? message->id.value : turn.id.value)) continue;
      ++looked_at;
      bool const from_person = each->direction == store::Direction::out && !each->conversation;
      if (each->at < turn.at - std::chrono::hours(24) || from_person) break;
      if (each->direction == store::Direction::in) ++texts;
    }
    return texts;
  }
  [[nodiscard]] bool conversation_has_turns() const { return !standing_.state.flow.empty(); }

  void compare(store::Turn const& turn, line::TurnPlan const& plan) {
    std::string const silence =
        plan.turn.silence == flows::Silence::none ? std::string() : std::string(flows::name(plan.turn.silence));
    if (silence != turn.silence) {
      complain("turn " + store::text(turn.id) + " was silent for \"" + turn.silence + "\", not \"" + silence + "\"");
    }
    std::vector<std::string> said;
    for (store::Message const& message : person_.messages) {
      if (answers(message, turn)) said.push_back(without_reference(shown(message.text)));
    }
    std::vector<std::string> expected;
    for (flows::Say const& say : plan.says) expected.push_back(without_reference(say.text));
    if (said == expected) return;
    complain("turn " + store::text(turn.id) + " said [" + join(said) + "] and should have said [" + join(expected) +
             "]");
  }

  // The rows of a turn are written in its own unit of work, right before the next turn's input.
  [[nodiscard]] bool answers(store::Message const& message, store::Turn const& turn) const {
    if (message.direction != store::Direction::out || !message.conversation) return false;
    auto const row = std::ranges::find(person_.rows, message.id, &store::Outbound::id);
    if (row == person_.rows.end()) return false;
    if (turn.message) return row->caused_by == turn.message;
    return !row->caused_by && message.conversation == turn.conversation && message.at == turn.at;
  }

  void keep(store::Turn const& turn, line::TurnPlan const& plan) {
    standing_.known = true;
    standing_.rules = plan.rules;
    standing_.state = flows::parse_state(flows::to_json(plan.turn.state)).value_or(flows::State{});
    ended_.reset();
    if (!plan.outcome.empty() || plan.turn.state.ended()) ended_ = turn.at;
    for (line::CaseChange const& change : plan.cases) {
      if (change.opens) ++cases_;
      if (change.own_case || change.routed.opens != desk::Opens::queued) continue;
      bool const held = standing_.open_case && standing_.open_case->held;
      standing_.open_case = line::standing_case(line::case_of(change, person_.contact.id));
      standing_.open_case->held = held;
    }
  }

  void compare_end() {
    if (person_.cases.size() != cases_) {
      complain("she has " + std::to_string(person_.cases.size()) + " cases and should have " + std::to_string(cases_));
    }
    if (person_.conversations.empty() || person_.turns.empty()) return;
    if (line::rules_of(standing_.rules) != person_.contact.rules) complain("her rules are not what she said");
    store::Conversation const& last = person_.conversations.back();
    if (shown(last.state) != flows::to_json(standing_.state)) {
      complain("her conversation stands at " + shown(last.state) + " and should stand at " +
               flows::to_json(standing_.state));
    }
    if (last.ended.has_value() != ended_.has_value()) complain("her conversation has ended in one of two tellings");
    compare_open_case();
  }

  void compare_open_case() {
    if (!standing_.open_case) return;
    for (store::Case const& record : person_.cases) {
      bool const is_main = !record.closed && !record.own_case && record.state != store::CaseState::quarantined;
      if (!is_main) continue;
      line::StandingCase const stored = line::standing_case(record);
      if (stored.queue != standing_.open_case->queue || stored.facts.severity != standing_.open_case->facts.severity ||
          stored.held != standing_.open_case->held) {
        complain("her case " + record.ref + " stands in another queue, severity or hand than her words lead to");
      }
      return;
    }
    complain("she should have an open case");
  }

  [[nodiscard]] store::Message const* message_of(store::Turn const& turn) const {
    auto const found = std::ranges::find(person_.messages, turn.message, &store::Message::id);
    return found == person_.messages.end() ? nullptr : &*found;
  }

  static std::string join(std::vector<std::string> const& texts) {
    std::string all;
    for (std::string const& text : texts) all += (all.empty() ? "" : " | ") + text;
    return all;
  }

  void complain(std::string what) { result_.complaints.push_back(std::move(what)); }

  line::Content const& content_;
  StoredPerson const& person_;
  line::Standing standing_;
  store::ConversationId conversation_;
  std::optional<base::Instant> ended_;
  std::size_t act_ = 0;
  std::size_t cases_ = 0;
  Replayed result_;
};

}  // namespace

Replayed replay(line::Content const& content, std::string const& number, StoredPerson const& person) {
  return Replay(content, number, person).run();
}

}  // namespace worlds
