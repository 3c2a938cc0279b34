// Running steps until the next question, and making the turn out of what came of it.
#pragma once

#include "flows/moment.hpp"

namespace flows {

// Runs until a question is open, a flow ends the conversation, or `steps_max` is reached (then: a person).
void run(Moment& moment, Next next);

// Begins a flow in place of what was open.
void begin(Moment& moment, Flow const* flow);
// Begins a flow and comes back to the open question afterwards.
void begin_within(Moment& moment, Flow const* flow);
// The person flow, in place of what was open.
void begin_person(Moment& moment, std::string reason);

// Nothing is open any more; what was answered is kept for a while (engine.cpp).
void close_conversation(Moment& moment, std::string outcome);
// It ends with its question open, so that it can be taken up there.
void stop_conversation(Moment& moment, std::string outcome);

// The question that waits for an answer, if its flow and step are there in this version.
[[nodiscard]] Step const* open_question(Moment const& moment);

// Case, contact rules, listening, silence, end: the effects that follow from what was done.
[[nodiscard]] Turn finish(Moment moment);

}  // namespace flows
