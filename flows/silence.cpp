// The few words of the engine's own types.
#include "flows/engine.hpp"

#include <utility>

namespace flows {

std::string_view name(Silence silence) {
  switch (silence) {
    case Silence::none: return "none";
    case Silence::held_by_person: return "a person holds the conversation";
    case Silence::quarantined: return "quarantined";
    case Silence::unsafe: return "unsafe to text";
    case Silence::opted_out: return "opted out";
    case Silence::wrong_number: return "wrong number";
    case Silence::borrowed_returned: return "borrowed phone given back";
    case Silence::cannot_be_answered: return "the sender cannot be answered";
    case Silence::repeat: return "a repeat already answered";
  }
  std::unreachable();
}

}  // namespace flows
