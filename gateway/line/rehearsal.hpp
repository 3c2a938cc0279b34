// A conversation held without a store or a network: her standing lives in memory, time is what the caller says. For
// `saathi talk`, for golden conversations and for trying a flow. Every turn runs what a real one runs (`plan_turn`),
// and the engine's state goes to bytes and back between two turns. Threads: one.
#pragma once

#include "gateway/base/ids.hpp"
#include "gateway/line/turn.hpp"
#include "gateway/line/voice/cut_call.hpp"

#include <string>
#include <vector>

namespace line {

class Rehearsal {
 public:
  struct Start {
    std::string from = "+97455512101";
    std::string channel_country = "NP";
    flows::Medium medium = flows::Medium::sms;
    flows::Instant now{};
    std::string language;     // empty: what she writes decides
    std::uint64_t seed = 1;   // of case references
    bool can_record = false;  // the hotline records, where a flow asks for it
    CallRules calls;
  };
  Rehearsal(Content const& content, Start const& start);

  // Her text or keys. What comes first on a call is the moment she rings.
  TurnPlan hear(std::string text);
  // A flow begins as if a person at the desk had sent it; nothing if there is none of that name.
  std::optional<TurnPlan> begin(std::string const& flow);
  // Her question's time runs out, or she presses nothing.
  TurnPlan silence();
  TurnPlan hang_up();
  // She spoke into a recording; or the people she was put through to did, or did not, answer.
  TurnPlan speak();
  enum class Bridge : std::uint8_t { answered, unanswered };
  TurnPlan bridged(Bridge how);
  // Time passes; what the passing brings, oldest first.
  std::vector<TurnPlan> wait(std::chrono::milliseconds time);
  // A person claims her case, or lets it go.
  void claim(bool held);

  [[nodiscard]] flows::Instant now() const { return now_; }
  [[nodiscard]] Standing const& standing() const { return standing_; }

 private:
  TurnPlan turn(flows::Input const& input);
  void keep(TurnPlan const& plan);
  // What is due first of all that comes by itself; nothing until then.
  [[nodiscard]] std::optional<flows::Instant> next_due() const;
  // Does it: the question's time runs out, or a flow begins if she may be written to.
  std::optional<TurnPlan> come();
  std::optional<TurnPlan> follow_up();
  // After a call that was cut off: by SMS, where that may be.
  std::optional<TurnPlan> write_after_call();
  TurnPlan ring();

  Content const& content_;
  Standing standing_;
  flows::Instant now_;
  flows::Medium medium_;  // by which she speaks
  std::optional<flows::Instant> last_heard_;
  std::vector<PlannedFollowUp> follow_ups_;
  struct CutCall {
    flows::CutOff how;
    flows::Instant ended{};
    flows::Instant due{};
  };
  CallRules calls_;
  std::optional<CutCall> cut_;
  bool on_line_ = false;
  std::vector<flows::Instant> texts_after_calls_;
  base::SeededRandom random_;
};

}  // namespace line
