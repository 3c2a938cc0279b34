// The one path of a call: who rang, which step, what she pressed. The same conversation as by text, spoken and answered
// by keys. A step that the provider asks for again gets the stored bytes: no second turn. A hidden caller is a contact
// of her own, for this call alone. Threads: loop thread only.
#pragma once

#include "gateway/line/intake.hpp"
#include "gateway/line/voice/prompts.hpp"
#include "gateway/store/call.hpp"

namespace line {

class Calls {
 public:
  Calls(IntakeParts parts, Lanes& lanes, Prompts const& prompts) : parts_(parts), lanes_(lanes), prompts_(prompts) {}

  // The document that goes on with the call.
  [[nodiscard]] base::Task<base::Result<providers::Response>> step(Channel const& channel, providers::CallIn moment);

 private:
  [[nodiscard]] base::Task<base::Result<std::optional<store::Call>>> find(Channel const& channel,
                                                                          std::string const& id);
  [[nodiscard]] base::Task<base::Result<providers::Response>> answer(Channel const& channel,
                                                                     providers::CallIn const& moment,
                                                                     Number const& from,
                                                                     std::optional<store::Call> call);
  [[nodiscard]] providers::Response spoken(Channel const& channel, TurnPlan const& plan, int next_turn) const;

  IntakeParts parts_;
  Lanes& lanes_;
  Prompts const& prompts_;
};

}  // namespace line
