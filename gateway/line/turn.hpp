// One turn, decided: what she wrote goes through the conversation engine, what it escalates through routing, and what
// comes out is everything that a unit of work has to record. A pure function: the webhook's intake, `saathi talk` and
// the golden conversations all run it. Who stores and sends is not its affair.
#pragma once

#include "flows/engine.hpp"
#include "gateway/line/content.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace line {

// The case that she has already, as far as routing it again needs.
struct StandingCase {
  std::string ref;
  desk::CaseFacts facts;                       // as routed last
  std::string queue;                           // where it stands
  bool held = false;                           // claimed by a person
  std::optional<flows::Instant> live_until{};  // until then that person and she write to each other
};

// What was there before this turn.
struct Standing {
  Number from;
  flows::Medium medium = flows::Medium::sms;
  bool known = false;   // she wrote or rang before
  bool frozen = false;  // a stranger may hold her phone: her rules only grow stricter
  flows::ContactRules rules;
  flows::AgreedWords words;
  flows::State state;  // of the open conversation; fresh if there is none
  std::optional<StandingCase> open_case;
  int texts_without_answer = 0;      // in 24 hours
  bool can_record = false;           // the call can take spoken words
  bool is_blocked = false;           // a person said that this number is not answered
  bool is_surge = false;             // a lead said that many write now
  std::vector<std::string> alerted;  // countries that a lead said are in war or evacuation
};

// A case to be opened or raised.
struct CaseChange {
  std::string ref;
  bool opens = false;
  bool own_case = false;  // apart from her main case: a complaint about our people, an erase request
  desk::CaseFacts facts;
  desk::Routed routed;
};

// A flow that shall begin by itself.
struct PlannedFollowUp {
  std::string flow;
  flows::Instant due{};  // inside her safe hours as known now; looked at again when it comes
};

struct TurnPlan {
  flows::Turn turn;
  flows::ContactRules rules;            // as they are after this turn
  std::vector<flows::Say> says;         // every placeholder filled; in order
  std::optional<flows::Listen> listen;  // voice: keys are awaited
  bool hangs_up = false;
  std::string transfer_to;  // voice: the number that the call is put through to; empty: none
  std::optional<PlannedFollowUp> follow_up;
  std::optional<flows::CutOff> cut_off;  // voice: the call ended before it came to an end
  std::vector<flows::KeepWord> words;    // that she agreed on with us
  std::vector<CaseChange> cases;
  std::string outcome;  // not empty: the conversation ended so
};

using DrawReference = std::function<std::string()>;

// `draw_reference` gives a fresh case reference each time; whether it is free is found out when the case is stored.
[[nodiscard]] TurnPlan plan_turn(Content const& content, Standing const& standing, flows::Input const& input,
                                 flows::Instant now, DrawReference const& draw_reference);

// The same for a flow that begins without her word; nothing if there is none of that name.
[[nodiscard]] std::optional<TurnPlan> plan_flow(Content const& content, Standing const& standing, std::string_view flow,
                                                flows::Instant now, DrawReference const& draw_reference);

}  // namespace line
