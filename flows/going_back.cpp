#include "flows/going_back.hpp"

#include "flows/turn.hpp"

#include <algorithm>

namespace flows {
namespace {

// Takes the stack to where `flow` runs: it is the flow that runs, one that called it, or one that it called and that is
// over. False: none of these.
bool return_to(State& state, Flow const& here, std::string_view flow) {
  if (state.flow == flow) return true;
  auto const caller = std::ranges::find(state.stack.rbegin(), state.stack.rend(), flow, &State::Frame::flow);
  if (caller != state.stack.rend()) {
    state.stack.erase(caller.base() - 1, state.stack.end());
    state.flow = flow;
    return true;
  }
  for (auto const& step : here.steps) {
    Outline const outline = step->outline();
    if (outline.calls.empty() || outline.calls.front().step != flow) continue;
    std::string const after = outline.exits.front().step;
    state.stack.push_back({.flow = here.name, .step = after == back ? "" : after, .call = step->name});
    state.flow = flow;
    return true;
  }
  return false;
}

}  // namespace

void go_back(Moment& moment, Step const& question) {
  std::string const previous = moment.get(".previous");
  std::string const name = previous.substr(0, previous.find(' '));
  Flow const* const flow = moment.library.find(name);
  Flow const* const here = moment.library.find(moment.state.flow);
  Step const* const earlier = flow == nullptr ? nullptr : flow->find(previous.substr(name.size() + 1));
  if (earlier == nullptr || !return_to(moment.state, *here, name)) return question.repeat(moment);
  moment.state.step = earlier->name;
  earlier->repeat(moment);
}

}  // namespace flows
