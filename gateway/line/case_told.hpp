// What the journal says of messages to and from a person whose case is open, so that whoever works on it sees them come
// and arrive. Inside the unit that changes them. Threads: inside a unit.
#pragma once

#include "gateway/store/message.hpp"

#include <string_view>

namespace line {

// A text of hers, which changed nothing else about the case.
void tell_heard(store::Transaction& tx, std::string_view case_ref, store::MessageId message);
// How an answer of a person at the desk stands by now; nothing is told of what a script wrote.
void tell_delivery(store::Transaction& tx, store::MessageId message);

}  // namespace line
