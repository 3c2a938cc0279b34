#include "flows/turn.hpp"

#include "flows/agreed_words.hpp"

#include <algorithm>

namespace flows {
namespace {

using namespace std::chrono_literals;

// Steps that one input may cause. The longest way through the shipped flows takes under 30; a loop without a question
// is refused by the checks, and ends here if one slips through.
constexpr int steps_max = 100;
constexpr std::size_t stack_max = 12;

// After this silence we stop writing and keep the case (domain notes, rule 8).
constexpr std::chrono::milliseconds silence_after = 15min;

// The content has a fault that the checks did not see: she still gets a person and an answer.
void fall_back(Moment& moment) {
  moment.open_case("intake");
  moment.set("severity", "medium");
  moment.add_reason("the conversation could not go on by itself");
  if (!moment.said()) moment.say_copy("esc_neutral");
  close_conversation(moment, "fell_back");
}

void note_question(Moment& moment) {
  std::string const here = moment.state.flow + " " + moment.state.step;
  if (moment.get(".question") == here) return;
  moment.state.values[".previous"] = moment.get(".question");
  moment.state.values[".question"] = here;
}

// False: there is no such flow, or flows call one another too deeply.
bool enter(Moment& moment, Next& next) {
  State& state = moment.state;
  Flow const* const flow = moment.library.find(next.name);
  if (flow == nullptr || state.stack.size() >= stack_max) return false;
  // A command that comes back to the open question is called by no step.
  bool const by_step = next.after != state.step;
  state.stack.push_back({.flow = state.flow, .step = next.after, .call = by_step ? state.step : std::string()});
  state.flow = flow->name;
  next = go_to(flow->start);
  return true;
}

// False: this was the outermost flow.
bool leave(Moment& moment, Next& next) {
  State& state = moment.state;
  if (state.stack.empty()) return false;
  State::Frame const frame = state.stack.back();
  state.stack.pop_back();
  state.flow = frame.flow;
  Flow const* const flow = moment.library.find(frame.flow);
  Step const* const caller = flow == nullptr ? nullptr : flow->find(frame.call);
  if (caller != nullptr) caller->come_back(moment);
  next = frame.step.empty() ? Next{} : Next{.kind = Next::Kind::step, .name = frame.step};
  return true;
}

// Takes one step from `next`; true while there is more to do.
bool take(Moment& moment, Next& next) {
  State& state = moment.state;
  switch (next.kind) {
    case Next::Kind::wait: note_question(moment); return false;
    case Next::Kind::call:
      if (enter(moment, next)) return true;
      fall_back(moment);
      return false;
    case Next::Kind::end:
      if (leave(moment, next)) return true;
      close_conversation(moment, "done");
      return false;
    case Next::Kind::person: begin_person(moment, next.name); return false;
    case Next::Kind::step: break;
  }
  Flow const* const flow = moment.library.find(state.flow);
  Step const* const step = flow == nullptr ? nullptr : flow->find(next.name);
  if (step == nullptr) {
    fall_back(moment);
    return false;
  }
  state.step = next.name;
  next = step->run(moment);
  if (moment.finished) close_conversation(moment, moment.outcome);
  return !moment.finished;
}

std::string fingerprint(Escalate const& e) {
  std::string tags;
  for (std::string const& tag : e.tags) tags += tag + ",";
  return e.category + "|" + std::string(name(e.severity)) + "|" + e.rule + "|" + tags + "|" +
         std::string(name(e.place)) + "|" + e.country + "|" + e.queue;
}

void add_case(Moment& moment) {
  if (moment.get(".case").empty()) return;
  Escalate escalate = case_of(moment.state);
  std::string print = fingerprint(escalate);
  if (print == moment.get(".sent")) return;
  moment.state.values[".sent"] = std::move(print);
  // A case stands before whatever is said about it.
  moment.effects.insert(moment.effects.begin(), std::move(escalate));
}

bool is_hers(Input const& input) {
  return input.kind == Input::Kind::text || input.kind == Input::Kind::keys || input.kind == Input::Kind::rings;
}

}  // namespace

void run(Moment& moment, Next next) {
  for (int taken = 0; taken < steps_max; ++taken) {
    if (!take(moment, next)) return;
  }
  fall_back(moment);
}

void begin(Moment& moment, Flow const* flow) {
  moment.state.stack.clear();
  moment.state.step.clear();
  moment.state.misses = 0;
  if (flow == nullptr) return fall_back(moment);
  moment.state.flow = flow->name;
  run(moment, go_to(flow->start));
}

void begin_within(Moment& moment, Flow const* flow) {
  Step const* const question = open_question(moment);
  if (question == nullptr || flow == nullptr) return begin(moment, flow);
  run(moment, {.kind = Next::Kind::call, .name = flow->name, .after = question->name});
}

void begin_person(Moment& moment, std::string reason) {
  moment.add_reason(std::move(reason));
  moment.state.values.erase(".sent");  // the desk is told every time that somebody waits for a person
  begin(moment, moment.library.of_command("person"));
}

void close_conversation(Moment& moment, std::string outcome) {
  moment.state.step.clear();
  moment.state.stack.clear();
  moment.state.misses = 0;
  stop_conversation(moment, std::move(outcome));
}

void stop_conversation(Moment& moment, std::string outcome) {
  if (moment.state.flow.empty()) moment.state.flow = "none";  // taken up: not a fresh conversation any more
  moment.state.values[".ended_at"] = std::to_string(moment.now.time_since_epoch().count());
  moment.finished = true;
  moment.outcome = std::move(outcome);
}

Step const* open_question(Moment const& moment) {
  if (moment.state.step.empty()) return nullptr;
  Flow const* const flow = moment.library.find(moment.state.flow);
  return flow == nullptr ? nullptr : flow->find(moment.state.step);
}

namespace {

template <class Kind>
bool has_effect(Moment const& moment) {
  return std::ranges::any_of(moment.effects, [](Effect const& e) { return std::holds_alternative<Kind>(e); });
}

// What the line does after what was said: it is put through, it waits, or it ends.
void go_on_with_call(Moment& moment) {
  if (has_effect<Transfer>(moment)) return;
  Step const* const question = open_question(moment);
  if (question != nullptr)
    moment.effects.emplace_back(question->listen(moment));
  else
    moment.effects.emplace_back(HangUp{});
}

}  // namespace

Turn finish(Moment moment) {
  for (KeepWord& keep : moment.kept_words) moment.effects.emplace_back(std::move(keep));
  // The last net under every flow: her words never get nothing without a named reason.
  // After a call was put through she has spoken with a person.
  bool const is_on_line =
      moment.on_call() && moment.input.kind != Input::Kind::hang_up && moment.input.kind != Input::Kind::bridged;
  bool const line_is_open = is_hers(moment.input) || is_on_line;
  bool const mute = line_is_open && moment.silence == Silence::none && !moment.said();
  bool const hung_up = has_effect<HangUp>(moment);
  if (mute && !hung_up && !has_effect<Transfer>(moment)) moment.say_copy(moment.has_case() ? "esc_neutral" : "unclear");
  if (moment.silence == Silence::none && !moment.facts.can_be_answered) moment.silence = Silence::cannot_be_answered;
  if (moment.silence != Silence::none)
    std::erase_if(moment.effects, [](Effect const& e) { return std::holds_alternative<Say>(e); });

  add_case(moment);
  if (moment.rules != moment.facts.contact) moment.effects.emplace_back(Learn{moment.rules});
  bool const waiting = !moment.state.ended();
  if (moment.on_call() && !hung_up && moment.input.kind != Input::Kind::hang_up) go_on_with_call(moment);
  if (moment.finished) moment.effects.emplace_back(End{moment.outcome});
  moment.state.expires = std::nullopt;
  if (waiting && is_hers(moment.input) && !moment.on_call()) moment.state.expires = moment.now + silence_after;
  return {std::move(moment.state), std::move(moment.effects), moment.silence, std::move(moment.verdict),
          kept_text(moment)};
}

}  // namespace flows
