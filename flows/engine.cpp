#include "flows/engine.hpp"

#include "flows/hearing.hpp"
#include "flows/library.hpp"
#include "flows/moment.hpp"
#include "flows/turn.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

// Each takes the input, or leaves it to the next. The order is the promise (domain notes 2.7): nothing comes before
// danger, and STOP comes before whatever a person or a question would make of it.
struct Hearing {
  std::string_view what;
  bool (*hears)(Moment& moment);
};

constexpr std::array<Hearing, 15> hearings{{
    {"the time of a question ran out, or the call is over", hear_end_of_time},
    {"the star key: she is not alone", hear_star},
    {"her quiet word, and whatever comes after it", hear_quiet_word},
    {"her code word: it is she again", hear_code_word},
    {"danger, by digit, emoji or phrase", hear_danger},
    {"stop", hear_stop},
    {"erase", hear_erase},
    {"a person holds the conversation", hear_held},
    {"somebody else may have her phone", hear_doubt},
    {"a call begins", hear_ringing},
    {"spam", hear_spam},
    {"a whole-message command", hear_command},
    {"silence on a call", hear_silence},
    {"the answer to the open question", hear_answer},
    {"anything else", hear_anything},
}};

State taken_up(Library const& library, State state, Facts const& facts, Instant now) {
  bool const fresh = state.flow.empty();
  auto const ended_at = state.values.find(".ended_at");
  bool const long_ago =
      state.ended() && (ended_at == state.values.end() ||
                        now - Instant(std::chrono::milliseconds(std::atoll(ended_at->second.c_str()))) > goes_on_for);
  // A call is a conversation of its own: it never takes up what was written before it was asked whether it is safe.
  bool const new_call = facts.medium == Medium::voice && state.ended();
  if (fresh || long_ago || new_call) {
    state = State{};
    state.version = library.version();
    state.values[".known"] = facts.known ? "yes" : "no";  // her first text makes nobody known
  }
  return state;
}

}  // namespace

Turn advance(Library const& library, State const& state, Input const& input, Facts const& facts, Instant now) {
  Moment moment(library, taken_up(library, state, facts, now), input, facts, now);
  judge(moment);
  for (Hearing const& hearing : hearings) {
    if (hearing.hears(moment)) break;
  }
  return finish(std::move(moment));
}

std::optional<Turn> begin_flow(Library const& library, std::string_view flow, State const& state, Facts const& facts,
                               Instant now) {
  Flow const* const found = library.find(flow);
  if (found == nullptr) return std::nullopt;
  Input const nothing{.kind = Input::Kind::begun, .text = {}};
  Moment moment(library, taken_up(library, state, facts, now), nothing, facts, now);
  if (found->resumes)
    begin_within(moment, found);
  else
    begin(moment, found);
  return finish(std::move(moment));
}

namespace {

bool lacks_name(Effect const& effect) {
  auto const* const say = std::get_if<Say>(&effect);
  return say != nullptr && std::ranges::any_of(placeholders(say->text), [](std::string const& name) {
           return name == "org" || name == "hours" || name == "time" || name == "state";
         });
}

}  // namespace

std::optional<Turn> send_flow(Library const& library, std::string_view flow, State const& state, Facts const& facts,
                              Instant now) {
  Flow const* const found = library.find(flow);
  if (found == nullptr || !found->from_outside) return std::nullopt;
  std::optional<Turn> turn = begin_flow(library, flow, state, facts, now);
  if (turn && std::ranges::any_of(turn->effects, lacks_name)) return std::nullopt;
  return turn;
}

}  // namespace flows
