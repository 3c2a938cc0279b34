#include "gateway/store/outbound_state.hpp"

namespace store {
namespace {

// How much is known. Whoever knows more wins; that a phone has it is the last word.
int knowledge(OutboundState state) {
  switch (state) {
    case OutboundState::queued:
    case OutboundState::held:
    case OutboundState::sending:
    case OutboundState::unknown: return 0;
    case OutboundState::expired:
    case OutboundState::withdrawn: return 1;
    case OutboundState::sent: return 2;
    case OutboundState::failed: return 3;
    case OutboundState::rejected: return 4;
    case OutboundState::delivered: return 5;
  }
  std::unreachable();
}

}  // namespace

bool is_finished(OutboundState state) { return knowledge(state) > 0; }

OutboundState fold(OutboundState state, Reported reported) {
  OutboundState told = state;
  switch (reported) {
    case Reported::queued:
    case Reported::sent: told = OutboundState::sent; break;
    case Reported::delivered: told = OutboundState::delivered; break;
    case Reported::failed: told = OutboundState::failed; break;
    case Reported::rejected: told = OutboundState::rejected; break;
    case Reported::unknown: return state;
  }
  return knowledge(told) > knowledge(state) ? told : state;
}

}  // namespace store
